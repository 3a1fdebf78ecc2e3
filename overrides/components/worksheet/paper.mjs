// Paper: the reader's words as plain text that breaks over pages, then the lines that are left to write on.

import { LONG, parseDay, show } from "../core/dates.mjs"
import { make } from "../core/dom.mjs"

const A_LINE = 95 // characters, at the size of print on A4

const linesOf = text => text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / A_LINE)), 0)

/** Prepare a worksheet for the printer: blank when the reader asked for that, else with the words. */
export function preparePaper(root) {
  const blank = document.documentElement.dataset.guidePrint === "blank"
  for (const control of root.querySelectorAll(".guide-worksheet__control, .guide-worksheet__day")) {
    const text = blank ? "" : textOf(control)
    wordsOf(control).textContent = text
    const lines = control.parentElement.querySelectorAll(".guide-worksheet__line")
    const used = text ? linesOf(text) : 0
    lines.forEach((line, n) => (line.hidden = n < used))
  }
}

const textOf = ({ type, value }) => (type === "date" && value ? show(parseDay(value), LONG) : value.trim())

function wordsOf(control) {
  const next = control.nextElementSibling
  if (next?.matches(".guide-worksheet__words")) return next
  const words = make("span", { className: "guide-worksheet__words", "aria-hidden": "true" })
  control.after(words)
  return words
}
