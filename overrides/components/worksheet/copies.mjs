// The dated copies of a worksheet that is filled in again and again: 1, 2, 3 ...
// Each has a record of its own, `<worksheet>/<copy>` with its date; a removed one is marked, never reused.

import { LONG, isoDay, parseDay, show, today } from "../core/dates.mjs"
import { store } from "../core/store.mjs"

const MISSING = 5 // so many copies in a row without a record end the search: a spoilt one hides no other

const recordOf = (id, copy) => store.get("worksheet", `${id}/${copy}`)

/** List every copy there ever was, with its day; without a valid one it is of `fallback`. */
function all(id, fallback) {
  const found = []
  for (let copy = 1, missing = 0; missing < MISSING; copy++) {
    const record = recordOf(id, copy)
    missing = record ? 0 : missing + 1
    if (record || copy === 1) found.push({ copy, day: parseDay(record?.date) ?? fallback, removed: copy > 1 && record.removed === true })
  }
  return found
}

/** List the copies there are, the latest first; two of one day are told apart by a number. */
export function listCopies(id) {
  const copies = all(id, today()).filter(one => !one.removed)
  const seen = new Map()
  for (const one of copies) {
    const before = seen.get(one.day) ?? 0
    seen.set(one.day, before + 1)
    one.name = show(one.day, LONG) + (before ? ` (${before + 1})` : "")
  }
  return copies.sort((a, b) => b.day - a.day || b.copy - a.copy)
}

/** Begin a copy of today; gives its number. */
export function newCopy(id) {
  const copy = Math.max(...all(id).map(one => one.copy)) + 1
  dateCopy(id, copy, today())
  return copy
}

/** Keep the day of a copy. */
export const dateCopy = (id, copy, day) => store.put("worksheet", `${id}/${copy}`, { date: isoDay(day), removed: false })

/** Keep the day of a copy that has none yet: it is the day of its first words. */
export function dateOnce(id, copy) {
  if (parseDay(recordOf(id, copy)?.date) === undefined) dateCopy(id, copy, today())
}

/** Take a copy out of the list, or put it back. */
export const removeCopy = (id, copy, removed) => store.put("worksheet", `${id}/${copy}`, { removed })
