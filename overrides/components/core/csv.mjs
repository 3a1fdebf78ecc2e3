// Write tables as CSV (RFC 4180) that spreadsheets open as text and numbers, and never run. Pure.

const NUMBER = /^-?\d+(\.\d+)?$/
// What a spreadsheet takes for the start of a formula, also in the wide forms of East Asian keyboards.
const STARTS = "=+\\-@＝＋－＠"
// A spreadsheet set to another separator would cut a cell there, so what follows one counts as a start too.
const START = "(?<=^|[;\\t\\r\\n|])"
const AHEAD = `(?=['\\s\\u200b\\ufeff]*[${STARTS}])`
const FORMULA = new RegExp(START + AHEAD, "g")
const GUARD = new RegExp(`${START}'${AHEAD}`, "g")

/** Put an apostrophe before what could be run as a formula. */
export const guard = text => (NUMBER.test(text) ? text : text.replace(FORMULA, "'"))

/** Take those apostrophes away again: gives exactly the text that was guarded. */
export const unguard = text => text.replace(GUARD, "")

/** Write one cell, quoted. */
export const cell = value => `"${guard(String(value ?? "")).replaceAll('"', '""')}"`

/** Write rows as a file: the byte order mark tells old spreadsheets that it is UTF-8. */
export const csv = rows => "\ufeff" + rows.map(row => row.map(cell).join(",") + "\r\n").join("")
