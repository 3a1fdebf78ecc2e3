// Hold the search index back until the reader turns to search: it grows with the guide.
(() => {
  const { open, send } = XMLHttpRequest.prototype
  let release
  const wanted = new Promise((resolve) => { release = resolve })

  const watch = (type, selector) =>
    addEventListener(type, (event) => event.target.closest?.(selector) && release(), true)
  watch("focusin", "[data-md-component=search]")
  watch("pointerdown", "[for=__search], [data-guide-toggle=__search]")
  if (/[?&][hq]=/.test(location.search)) release()
  wanted.then(() => import("./synonyms.mjs")).catch(console.warn)

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.guideHeld = String(url).endsWith("/search/search_index.json")
    return open.call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = function (...body) {
    if (this.guideHeld) wanted.then(() => send.apply(this, body))
    else send.apply(this, body)
  }
})()
