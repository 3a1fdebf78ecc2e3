// Applications as rows of a table, and rows as what they would change. Pure: nothing is read or written here.

import { DOCUMENT, DOCUMENTS, KIND, LONGEST, STATUSES, documentId, documentName, idOfWords, newId, safeLink, wholeAddress, written } from "../core/applications.mjs"
import { unguard } from "../core/csv.mjs"
import { count } from "../core/dom.mjs"
import { parseDay } from "../core/dates.mjs"
import { readDates } from "./dates.mjs"
import { plain } from "./directory.mjs"

export const MOST_ROWS = 1000
const MOST_DOCUMENTS = 40
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/
const LINES = ["note"] // may have several lines

// Field, heading, and how a cell is written.
const COLUMNS = {
  name: ["Programme or place", one => one.name],
  status: ["Status", one => STATUSES[one.status]],
  deadline: ["Deadline", one => written(one.deadline)],
  next: ["Next step", one => one.next],
  nextDate: ["Next step on", one => written(one.nextDate)],
  missing: ["Documents missing", one => names(one, false)],
  ready: ["Documents ready", one => names(one, true)],
  contact: ["Contact", one => one.contact],
  note: ["Note", one => one.note],
  link: ["Web page", one => one.link],
  window: ["When to apply", one => one.window],
  id: ["Id", one => one.id],
}

const names = (one, done) => one.documents.filter(document => document.done === done).map(document => document.name).join("; ")

/** Write applications as rows, the head first. */
export const rowsOf = applications => [Object.values(COLUMNS).map(([heading]) => heading), ...applications.map(one => Object.values(COLUMNS).map(([, write]) => write(one)))]

/** Find which fields the cells of a head name: a list of fields, undefined for what is not known. */
export function readHead(cells) {
  const fields = new Map(Object.entries(COLUMNS).map(([field, [heading]]) => [plain(heading), field]))
  fields.set("name", "name").set("programme", "name").set("place", "name")
  return cells.map(cell => fields.get(plain(cell)))
}

/**
 * Read rows against the applications that there are, removed ones too.
 * Gives `fault`, a sentence, for a file that is refused as a whole; else lists of
 *   adds and changes { name, lines (what changes, in words), wanted (records to write) },
 *   same (a number), refused { row (as a spreadsheet counts), why } and unknown (headings).
 */
export function readRows(rows, applications, directory) {
  const head = readHead(rows[0] ?? [])
  const twice = head.find((field, n) => field && head.indexOf(field) !== n)
  if (!head.includes("name")) return { fault: `The first row has no column “${COLUMNS.name[0]}”. Download a file here to see the columns.` }
  if (twice) return { fault: `The column “${COLUMNS[twice][0]}” stands there twice.` }
  const full = rows.slice(1).map((cells, n) => ({ cells, row: n + 2 })).filter(({ cells }) => cells.some(cell => cell.trim()))
  if (full.length > MOST_ROWS) return { fault: `The file has ${full.length} rows, and ${MOST_ROWS} is the most.` }

  const dates = readDates(full.flatMap(({ cells }) => ["deadline", "nextDate"].map(field => cells[head.indexOf(field)] ?? "")))
  const result = { adds: [], changes: [], same: 0, refused: [], unknown: rows[0].filter((cell, n) => !head[n] && cell.trim()) }
  const seen = new Map()
  for (const { cells, row } of full) {
    try {
      if (cells.length !== head.length) throw new Fault(`it has ${count(cells.length, "cell")}, and the first row has ${head.length}`)
      const given = Object.fromEntries(head.flatMap((field, n) => (field ? [[field, clean(field, cells[n])]] : [])))
      const found = readRow(given, { dates, applications, directory })
      if (seen.has(found.id)) throw new Fault(`it is the same application as row ${seen.get(found.id)}`)
      seen.set(found.id, row)
      if (!found.wanted.length) result.same += 1
      else (found.added ? result.adds : result.changes).push(found)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      result.refused.push({ row, why: error.message })
    }
  }
  return result
}

/** Say why a row is refused. */
class Fault extends Error {}

function clean(field, cell) {
  const text = unguard(cell).replace(/\r\n?/g, "\n")
  return LINES.includes(field) ? text : text.replace(/\s*\n\s*/g, field === "missing" || field === "ready" ? ";" : " ")
}

function readRow(given, { dates, applications, directory }) {
  const fields = readFields(given, dates)
  const { id, known } = identify(given, fields, applications, directory)
  const wantedDocuments = readDocuments(given, known?.documents ?? [])
  const added = !known || known.removed
  const programme = directory.find(id)
  if (added) {
    fields.status ??= "considering"
    fields.removed = false
    if (programme) Object.assign(fields, { programme: programme.id, link: fields.link || programme.link, window: fields.window || programme.window })
  }
  const changed = Object.entries(fields).filter(([name, value]) => !known || (raw(known, name) ?? "") !== (value ?? ""))
  const documents = [...wantedDocuments.values()].filter(one => differs(known?.documents.find(old => old.id === one.id), one))
  // A file that has both columns says all; what it does not name is no longer needed.
  const dropped = "missing" in given && "ready" in given ? (known?.documents ?? []).filter(one => !one.removed && !wantedDocuments.has(one.id)) : []
  return {
    id,
    added,
    name: fields.name,
    lines: [
      ...changed.flatMap(([name, value]) => (COLUMNS[name] ? [`${COLUMNS[name][0]}: ${added ? "" : `${quote(shown(name, known && raw(known, name)))} → `}${quote(shown(name, value))}`] : [])),
      ...documents.map(one => `${one.name}: ${one.done ? "ready" : "missing"}`),
      ...dropped.map(one => `${one.name}: not needed`),
    ].filter(line => !added || !line.endsWith(": nothing")),
    wanted: [
      ...(changed.length ? [{ kind: KIND, id, fields: Object.fromEntries(changed) }] : []),
      ...documents.map(one => ({ kind: DOCUMENT, id: `${id}/${one.id}`, fields: { name: one.name, done: one.done, removed: false } })),
      ...dropped.map(one => ({ kind: DOCUMENT, id: `${id}/${one.id}`, fields: { removed: true } })),
    ],
  }
}

const differs = (old, one) => !old || old.removed || old.done !== one.done
const raw = (application, name) => (name === "deadline" || name === "nextDate" ? written(application[name]) : application[name])
const shown = (name, value) => (name === "status" ? STATUSES[value] : value)
const quote = value => (value ? `“${value.length > 60 ? `${value.slice(0, 60)}…` : value}”` : "nothing")

/** Read the fields of a row; throws a Fault for what cannot be kept as it is. */
function readFields(given, dates) {
  const fields = {}
  for (const [field, text] of Object.entries(given)) {
    if (["missing", "ready", "id"].includes(field)) continue
    const heading = COLUMNS[field][0].toLowerCase()
    if (LONGEST[field] && text.length > LONGEST[field]) throw new Fault(`the column “${heading}” has ${text.length} characters, and ${LONGEST[field]} is the most`)
    fields[field] = READ[field]?.(text, heading, dates) ?? text
    if (fields[field] === "" && (field === "deadline" || field === "nextDate")) fields[field] = null
  }
  if (!fields.name) throw new Fault("it names no programme or place")
  return fields
}

const READ = {
  name: text => text.trim(),
  status: readStatus,
  deadline: readDate,
  nextDate: readDate,
  link: text => {
    const address = wholeAddress(text)
    if (address && !safeLink(address)) throw new Fault(`“${text.slice(0, 60)}” is no web address such as www.example.org`)
    return address
  },
}

function readStatus(text) {
  const wanted = plain(text) || "considering"
  const found = Object.entries(STATUSES).find(([key, words]) => key === wanted || plain(words) === wanted)
  if (!found) throw new Fault(`“${text.slice(0, 60)}” is no status; write one of: ${Object.values(STATUSES).join(", ")}`)
  return found[0]
}

function readDate(text, heading, dates) {
  if (!text.trim()) return ""
  const { iso, why } = dates(text)
  if (!iso) throw new Fault(`the ${heading} “${text.slice(0, 60)}” ${why}`)
  if (iso < "1990" || iso > "2100-12-31" || parseDay(iso) === undefined) throw new Fault(`the ${heading} “${text.slice(0, 60)}” is no day from 1990 to 2100`)
  return iso
}

/** Read both columns of documents into one list, by the ids of their records: those that are there, or those of their names. */
function readDocuments(given, known) {
  const found = new Map()
  for (const [field, done] of [["missing", false], ["ready", true]]) {
    for (const part of (given[field] ?? "").split(";")) {
      const name = documentName(part)
      const id = known.find(one => plain(one.name) === plain(name))?.id ?? documentId(name)
      if (!name) continue
      if (part.trim().length > LONGEST.document) throw new Fault(`the name of the document “${name.slice(0, 40)}…” is longer than ${LONGEST.document} characters`)
      if (found.has(id) && found.get(id).done !== done) throw new Fault(`the document “${name}” is both missing and ready`)
      found.set(id, { id, name: DOCUMENTS[id] ?? name, done })
    }
  }
  if (found.size > MOST_DOCUMENTS) throw new Fault(`it names ${found.size} documents, and ${MOST_DOCUMENTS} is the most`)
  return found
}

/** Find which application a row speaks of: by its id, else by its name; a new one may be a programme of the directory. */
function identify(given, { name }, applications, directory) {
  const id = given.id?.trim()
  if (id && !ID.test(id)) throw new Fault(`“${id.slice(0, 60)}” is no id; leave the cell empty for a new application`)
  if (id) return { id, known: applications.find(one => one.id === id) }
  const twins = applications.filter(one => !one.removed && plain(one.name) === plain(name))
  if (twins.length > 1) throw new Fault(`you have ${twins.length} applications with this name: say which by its id`)
  if (twins.length) return { id: twins[0].id, known: twins[0] }
  const listed = directory.named(name)
  const kept = listed && applications.find(one => [listed.id, ...listed.former].includes(one.id))
  if (listed) return { id: kept?.id ?? listed.id, known: kept }
  // The same file read on two devices gives the same ids, unless the reader has given that id's name away.
  const usual = idOfWords(name)
  const owner = applications.find(one => one.id === usual)
  return owner && plain(owner.name) !== plain(name) ? { id: newId() } : { id: usual, known: owner }
}
