// Tell the reader when what they do cannot be kept; the page works on.

import { make } from "./dom.mjs"
import { store } from "./store.mjs"

const TEXTS = {
  blocked:
    "This browser does not let the guide remember your ticks and words. You can go on, but they are gone when you close the page. Print the page, or allow site data for this address.",
  full: "This browser’s storage is full, so your last change could not be kept. Nothing older was lost. Delete data of other sites, or print this page now.",
}

function tell() {
  const list = document.querySelector(".guide-list, [data-keeps]")
  if (!store.trouble || !list || document.querySelector(".guide-notice[data-trouble]")) return
  list.before(make("p", { className: "guide-notice", role: "alert", "data-trouble": "", textContent: TEXTS[store.trouble] }))
}

store.on("trouble", tell)
window.document$?.subscribe(tell)
tell()
