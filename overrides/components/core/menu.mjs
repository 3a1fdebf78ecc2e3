// Bring the keyboard where Material leaves it out: the menu and the search on a phone, and wide tables.
// Material keeps both panels' state in two checkboxes, whose labels the Tab key does not reach.

const PANELS = { __drawer: ".md-sidebar--primary", __search: ".md-search" }
const find = (selector) => document.querySelector(selector)
const buttonOf = (id) => find(`[data-guide-toggle="${id}"]`)
const isOpen = (id) => find(`#${id}:checked`) && buttonOf(id).checkVisibility()

document.addEventListener("click", ({ target }) => {
  const id = target.closest?.("[data-guide-toggle]")?.dataset.guideToggle
  if (id) find(`#${id}`).click()
})

document.addEventListener("change", ({ target: { id, checked } }) => {
  if (!PANELS[id]) return
  buttonOf(id).setAttribute("aria-expanded", checked)
  if (!isOpen(id)) return
  const within = document.querySelectorAll(`${PANELS[id]} :is(a, input)`)
  ;[...within].find((element) => element.checkVisibility({ visibilityProperty: true }))?.focus()
})

document.addEventListener("keydown", ({ key }) => {
  for (const id of Object.keys(PANELS)) {
    if (key !== "Escape" || !isOpen(id)) continue
    find(`#${id}`).click()
    buttonOf(id).focus()
  }
}, true)

// Focus that leaves the open menu closes it, so that it never lies under the overlay.
document.addEventListener("focusin", ({ target }) => {
  if (isOpen("__drawer") && !target.closest(`${PANELS.__drawer}, .md-header`)) find("#__drawer").click()
})

// The theme names a section's menu after an empty label when the section has a page of its own.
window.document$?.subscribe(() => {
  for (const menu of document.querySelectorAll(".md-nav[aria-labelledby]")) {
    menu.setAttribute("aria-label", menu.querySelector(".md-nav__title").textContent.trim())
    menu.removeAttribute("aria-labelledby")
  }
})

// A table wider than the page scrolls sideways, so the arrow keys must reach it; turning a phone changes which are.
const reachTables = () => {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (wrap.scrollWidth > wrap.clientWidth) Object.assign(wrap, { tabIndex: 0, role: "group", ariaLabel: "Wide table" })
  }
}
window.document$?.subscribe(reachTables)
addEventListener("resize", reachTables)

// Browsers bring a text field's caret into view, not the field, so that it may end under what sticks to the top.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea")) requestAnimationFrame(() => target.scrollIntoView({ block: "nearest" }))
})
