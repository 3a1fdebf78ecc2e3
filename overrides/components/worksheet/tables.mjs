// Tables of a worksheet: rows that readers add, and arrow keys between the cells.

import { button, make } from "../core/dom.mjs"

const MOST_ROWS = 60

const bodyOf = table => table.tBodies[0].rows

/** Give a numbered table as many rows as asked for, and never fewer than it had on paper. */
export function fitRows(table, wanted) {
  const least = Number((table.dataset.rows ??= bodyOf(table).length))
  const count = Number.isInteger(wanted) ? Math.min(Math.max(wanted, least), MOST_ROWS) : least
  while (bodyOf(table).length > count) bodyOf(table)[bodyOf(table).length - 1].remove()
  while (bodyOf(table).length < count) table.tBodies[0].append(nextRow(table))
}

/** Copy the first row under the next number: its heading, labels, ids and slots. */
function nextRow(table) {
  const number = String(bodyOf(table).length + 1)
  const place = table.closest("[data-field]").id
  const row = bodyOf(table)[0].cloneNode(true)
  row.cells[0].textContent = number
  for (const slot of row.querySelectorAll("[data-slot]")) {
    const [field, , column] = slot.dataset.slot.split("/")
    const label = row.querySelector(`label[for="${slot.id}"]`)
    slot.id = `${place}--${number}--${column}`
    slot.dataset.slot = `${field}/${number}/${column}`
    slot.value = ""
    slot.rows = 1
    label.htmlFor = slot.id
    label.querySelector(".guide-worksheet__of").textContent = ` (row ${number})`
  }
  for (const words of row.querySelectorAll(".guide-worksheet__words")) words.remove()
  return row
}

/** Add the button below a numbered table; `added` is told the new number of rows. */
export function offerRows(table, added) {
  const add = button("Add a row", () => {
    const before = bodyOf(table).length
    fitRows(table, before + 1)
    if (bodyOf(table).length > before) added(before + 1)
    bodyOf(table)[bodyOf(table).length - 1].querySelector("[data-slot]").focus()
  })
  const name = table.closest("[data-field]").querySelector(".guide-worksheet__label").textContent
  add.setAttribute("aria-label", `Add a row to “${name}”`)
  table.after(make("p", { className: "guide-worksheet__add" }, add))
}

/** Move up and down between the cells of a column, when the caret has nowhere else to go. */
export function moveByArrows(event) {
  const { key, target } = event
  const step = { ArrowUp: -1, ArrowDown: 1 }[key]
  const cell = target.closest("td")
  if (!step || !cell || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return
  const edge = step < 0 ? 0 : target.value.length
  if (target.selectionStart !== edge || target.selectionEnd !== edge) return
  const rows = [...cell.closest("tbody").rows]
  const next = rows[rows.indexOf(cell.parentElement) + step]?.cells[cell.cellIndex].querySelector("[data-slot]")
  if (!next) return
  event.preventDefault()
  next.focus()
}
