// Write a table as CSV (RFC 4180) that spreadsheets open as text and numbers, and never run. Pure.

const NUMBER = /^-?\d+(\.\d+)?$/
// What a spreadsheet takes for the start of a formula, also in the wide forms of East Asian keyboards.
const STARTS = "=+\\-@＝＋－＠"
const FORMULA = new RegExp(`^[\\s\\u200b\\ufeff]*[${STARTS}]`)
// A spreadsheet set to another separator would cut a cell there, so what follows one counts as a start too.
const INNER = new RegExp(`([;\\t\\r\\n|][\\s\\u200b\\ufeff]*)(?=[${STARTS}])`, "g")

/** Write one cell: quoted, and with an apostrophe before what could be run as a formula. */
export function cell(value) {
  const text = String(value ?? "")
  const safe = NUMBER.test(text) ? text : text.replace(FORMULA, "'$&").replace(INNER, "$1'")
  return `"${safe.replaceAll('"', '""')}"`
}

/** Write rows as a file: the byte order mark tells old spreadsheets that it is UTF-8. */
export const csv = rows => "\ufeff" + rows.map(row => row.map(cell).join(",") + "\r\n").join("")
