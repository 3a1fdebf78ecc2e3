// Let the keyboard open and close the menu and the search on a phone.
// Material opens both with labels, which the Tab key does not reach; it keeps their state in two checkboxes.

const PANELS = { __drawer: ".md-sidebar--primary", __search: ".md-search" }
const toggles = () => Object.keys(PANELS).map((id) => document.getElementById(id)).filter(Boolean)
const buttonOf = (toggle) => document.querySelector(`[data-guide-toggle="${toggle.id}"]`)
const isPhone = (toggle) => buttonOf(toggle)?.checkVisibility()

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-guide-toggle]")
  if (button) document.getElementById(button.dataset.guideToggle).click()
})

document.addEventListener("change", ({ target }) => {
  if (!PANELS[target.id]) return
  buttonOf(target)?.setAttribute("aria-expanded", target.checked)
  if (!target.checked || !isPhone(target)) return
  const reachable = [...document.querySelectorAll(`${PANELS[target.id]} :is(a, input, [tabindex="0"])`)]
  reachable.find((element) => element.checkVisibility())?.focus()
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const toggle of toggles().filter((toggle) => toggle.checked && isPhone(toggle))) {
    toggle.click()
    buttonOf(toggle).focus()
  }
}, true)

// Focus that leaves the open menu closes it, so that it never lies under the overlay.
document.addEventListener("focusin", ({ target }) => {
  const [drawer] = toggles()
  if (drawer?.checked && isPhone(drawer) && !target.closest(`${PANELS.__drawer}, .md-header`)) drawer.click()
})
