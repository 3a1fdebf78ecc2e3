// What the tools beside the text share: clearing that can be undone, and printing one tool alone.

import { button, hide, make, say } from "./dom.mjs"
import { print } from "./print.mjs"
import { store } from "./store.mjs"

const MOST_STEPS = 5

/** Read the steps that can be undone; whatever is not of their form is left out. */
function undoSteps(id) {
  const steps = store.get("undo", id)?.steps
  const isField = field => Array.isArray(field) && typeof field[0] === "string" && typeof field[1] === "string"
  return Array.isArray(steps) ? steps.filter(step => Array.isArray(step?.fields) && step.fields.every(isField)) : []
}

/** Tell whether every value of a record is empty, but for when it was written. */
const isEmpty = record => Object.entries(record ?? {}).every(([name, value]) => name === "updated" || value === null || value === "")

/**
 * Make a button that clears fields and one that brings them back.
 * `fields` gives [kind, id, former ids] of each; `said` is told what happened, `next` takes lost focus.
 */
export function makeClear({ id, text, fields, said, next }) {
  const filled = () => fields().filter(([kind, key, former]) => !isEmpty(store.get(kind, key, former)))

  const clear = button(text, () => {
    const found = filled()
    if (!found.length) return said("There is nothing to clear.")
    const step = { fields: found.map(([kind, key, former]) => [kind, key, store.get(kind, key, former)]) }
    store.put("undo", id, { steps: [...undoSteps(id), step].slice(-MOST_STEPS) })
    for (const [kind, key, former] of found) {
      const names = Object.keys(store.get(kind, key, former)).filter(name => name !== "updated")
      store.put(kind, key, Object.fromEntries(names.map(name => [name, null])), former)
    }
    update()
    said("Cleared. Undo brings it back.")
  }, "guide-button--quiet")

  // What was written since is newer than what was cleared: it stays.
  const undo = button("Undo", () => {
    const steps = undoSteps(id)
    for (const [kind, key, record] of steps.pop()?.fields ?? []) {
      const { updated, ...values } = record ?? {}
      if (isEmpty(store.get(kind, key))) store.put(kind, key, values)
    }
    store.put("undo", id, { steps })
    said("Brought back.")
    update()
  })

  const update = () => hide(undo, !undoSteps(id).length, next)
  update()
  return { clear, undo, update }
}

/** Print one tool of the page without the rest. */
function printAlone(root, how) {
  document.documentElement.dataset.guidePrintAlone = ""
  for (const part of [root, document.getElementById(root.getAttribute("aria-labelledby"))]) {
    part?.setAttribute("data-print-alone", "")
  }
  print(how)
}

window.addEventListener("afterprint", () => {
  delete document.documentElement.dataset.guidePrintAlone
  for (const part of document.querySelectorAll("[data-print-alone]")) part.removeAttribute("data-print-alone")
})

/** Make the two buttons that print a tool. */
export const makePrint = root => [
  button("Print blank", () => printAlone(root, "blank")),
  button("Print filled in", () => printAlone(root, "progress")),
]

/** Make the row of buttons above a tool, with a line that says politely what happened. */
export function makeTools(...parts) {
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const root = make("div", { className: "guide-tools" }, ...parts)
  return { root, status, said: text => say(status, text) }
}

/** Read former ids from `data-was`. */
export const formerOf = root => root.dataset.was?.split(" ") ?? []
