// The applications as a table on paper: filled in, with a few empty rows, or empty.

import { STATUSES, groupOf, isClosed, isUnsent, byDue } from "../core/applications.mjs"
import { LONG, show, today } from "../core/dates.mjs"
import { make } from "../core/dom.mjs"

const ORDER = ["open", "waiting", "closed"]

/** Put a row for each application above the empty ones. */
export function fillPaper(root, applications) {
  const table = root.querySelector(".guide-tracker__paper")
  const now = today()
  const rows = ORDER.flatMap(group => applications.filter(one => groupOf(one, now) === group).sort(byDue)).map(makeRow)
  table.querySelector(".guide-tracker__filled")?.remove()
  if (rows.length) table.tHead.after(make("tbody", { className: "guide-tracker__filled" }, ...rows))
}

const date = day => (day === undefined ? "" : show(day, LONG))

function makeRow(one) {
  const missing = one.documents.filter(document => !document.done)
  const ready = one.documents.filter(document => document.done)
  const names = documents => documents.map(document => document.name).join(", ")
  const cells = [
    [[one.name, "strong"], one.contact, one.note],
    [date(one.deadline), isUnsent(one) ? one.window : ""],
    [names(missing), ready.length ? `Ready: ${names(ready)}` : ""],
    [STATUSES[one.status]],
    isClosed(one) ? [] : [one.next, date(one.nextDate)],
  ]
  return make("tr", {}, ...cells.map(lines => make("td", {}, ...lines.map(makeLine))))
}

function makeLine(line) {
  const [textContent, tag] = [line].flat()
  return textContent ? make(tag ?? "span", { className: "guide-tracker__words", textContent }) : ""
}
