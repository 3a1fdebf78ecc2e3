// CSV out and in. What a file would change is shown first; nothing is written before the reader says so.

import { listApplications } from "../core/applications.mjs"
import { csv } from "../core/csv.mjs"
import { button, count, make } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { MOST_ROWS, readHead, readRows, rowsOf } from "./table.mjs"
import { change } from "./undo.mjs"

const PARSER = new URL("../vendor/papaparse/papaparse.min.js", import.meta.url)
const LARGEST = 2 ** 20
const SHOWN = 50 // lines of a preview

/** Hand the applications over as a file. */
export function saveFile(applications) {
  const link = make("a", { href: URL.createObjectURL(new Blob([csv(rowsOf(applications))], { type: "text/csv;charset=utf-8" })), download: "my-applications.csv" })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

let loading

/** Load the parser; its released file is a classic script. */
function loadParser() {
  loading ??= new Promise((resolve, reject) => {
    document.head.append(make("script", { src: PARSER.href, onload: () => resolve(window.Papa), onerror: reject }))
  })
  loading.catch(() => (loading = undefined))
  return loading
}

/** Read the bytes of a file as rows: { rows } or { fault }. */
export async function parseFile(bytes) {
  if (bytes.byteLength > LARGEST) return { fault: "The file is larger than 1 MB." }
  let text
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return { fault: "The file is not in UTF-8. In a spreadsheet, save it as “CSV UTF-8”." }
  }
  if (text.includes("\0")) return { fault: "This is no CSV file. In a spreadsheet, save it as “CSV UTF-8”." }
  if (!text.trim()) return { fault: "The file is empty." }
  const Papa = await loadParser()
  const read = (delimiter, preview) => Papa.parse(text, { delimiter, preview })
  const known = delimiter => readHead(read(delimiter, 1).data[0] ?? []).filter(Boolean).length
  const [best] = [",", ";", "\t"].sort((a, b) => known(b) - known(a))
  const { data, errors } = read(best, MOST_ROWS * 10)
  const broken = errors.find(one => one.type === "Quotes")
  if (broken) return { fault: `The quotation marks in row ${broken.row + 1} are not in order, so the rest cannot be read.` }
  return { rows: data }
}

/** Show the field for the file, and then what is in it. `done` is told what was taken over. */
export function openExchange(panel, { directory, done }) {
  const input = make("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv,text/tab-separated-values" })
  const found = make("div", { className: "guide-tracker__found" })
  const help = "A file that you downloaded here, also after you changed it in a spreadsheet. Rows are matched by their id, or by their name. You see what would change before anything is kept."
  panel.replaceChildren(
    make("label", { className: "guide-tracker__file" }, make("span", { textContent: "CSV file" }), input),
    make("p", { textContent: help }),
    found,
  )
  panel.hidden = false
  input.focus()
  let turn = 0
  input.onchange = async () => {
    const [file] = input.files
    const mine = ++turn
    if (!file) return found.replaceChildren()
    const result = await examine(file, directory).catch(error => {
      console.error(error)
      return { fault: "The file could not be read." }
    })
    if (mine === turn) show(result)
  }

  function show(result) {
    const heading = make("h3", { tabIndex: -1, textContent: result.fault ? "Nothing was read" : "What is in the file" })
    found.replaceChildren(heading, ...(result.fault ? [make("p", { textContent: result.fault })] : describe(result)), make("div", { className: "guide-tools" }, ...actions(result)))
    heading.focus()
  }

  function actions({ adds = [], changes = [] }) {
    const leave = button("Close", () => close("Nothing was changed."))
    const parts = [adds.length && `${adds.length} new`, changes.length && `${changes.length} changed`].filter(Boolean)
    if (!parts.length) return [leave]
    const words = parts.join(" and ")
    return [button(`Take over ${words}`, () => take([...adds, ...changes], words), "guide-button--main"), button("Leave it", () => close("Nothing was changed."))]
  }

  function take(items, words) {
    const wanted = items.flatMap(one => one.wanted)
    const kept = change(`read ${words} from a file`, wanted, { whole: true })
    const why = store.trouble === "blocked" ? "this browser does not keep what you write" : "this browser’s storage is full"
    close(kept ? `Taken over: ${words}.` : `Nothing was changed: ${why}.`)
  }

  function close(words) {
    turn += 1
    panel.hidden = true
    panel.replaceChildren()
    done(words)
  }
}

async function examine(file, directory) {
  if (file.size > LARGEST) return { fault: "The file is larger than 1 MB." }
  const { fault, rows } = await parseFile(await file.arrayBuffer())
  return fault ? { fault } : readRows(rows, listApplications(store.plan, true), directory)
}

function describe({ adds, changes, same, refused, unknown }) {
  return [
    ...part(`${adds.length} new`, adds.map(one => one.name)),
    ...part(`${changes.length} changed`, changes.map(one => `${one.name}. ${one.lines.join("; ")}`)),
    ...(same ? [make("p", { textContent: `${count(same, "application")} ${same === 1 ? "is" : "are"} as you have ${same === 1 ? "it" : "them"} already.` })] : []),
    ...part(`${refused.length} refused`, refused.map(one => `Row ${one.row}: ${one.why}.`)),
    ...(unknown.length ? [make("p", { textContent: `Not read: the column${unknown.length === 1 ? "" : "s"} ${unknown.slice(0, 10).map(name => `“${name.slice(0, 40)}”`).join(", ")}.` })] : []),
    ...(adds.length + changes.length + same + refused.length ? [] : [make("p", { textContent: "The file has no rows." })]),
  ]
}

function part(title, lines) {
  if (!lines.length) return []
  const more = lines.length > SHOWN ? [make("li", { textContent: `and ${lines.length - SHOWN} more` })] : []
  return [make("h4", { textContent: title }), make("ul", {}, ...lines.slice(0, SHOWN).map(textContent => make("li", { textContent })), ...more)]
}
