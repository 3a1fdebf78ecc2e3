// Name the reader's current plan on every page: ticks and dates belong to it.

import { store } from "./store.mjs"

function name() {
  const { placement, name } = store.get("plan", "about") ?? {}
  const line = document.querySelector(".guide-current")
  if (!line) return
  line.hidden = !placement
  line.firstChild.textContent = `Plan: ${typeof name === "string" && name.trim() ? name.slice(0, 80) : "My plan"}`
}

store.on("change", name)
window.document$?.subscribe(name)
name()
