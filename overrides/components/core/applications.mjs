// The reader's applications: one record for each, and one for each document it needs, so that two tabs
// that change different things lose nothing. What is spoilt reads as empty.

import { isoDay, parseDay } from "./dates.mjs"
import { store } from "./store.mjs"

export const KIND = "application"
export const DOCUMENT = "application-document"
export const LONGEST = { name: 200, link: 500, window: 500, next: 300, contact: 300, note: 4000, document: 100 }

export const STATUSES = {
  considering: "Considering",
  preparing: "Preparing",
  sent: "Sent",
  interview: "Interview",
  offer: "Offer",
  accepted: "Accepted",
  rejected: "Rejected",
  declined: "I declined",
  withdrawn: "I withdrew",
}
export const GROUPS = { open: "To do", waiting: "Waiting", closed: "Closed" }
const UNSENT = ["considering", "preparing"]
const CLOSED = ["accepted", "rejected", "declined", "withdrawn"]

export const isClosed = application => CLOSED.includes(application.status)
export const isUnsent = application => UNSENT.includes(application.status)

const words = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "")
const dayOf = value => parseDay(typeof value === "string" ? value : undefined)

/** Keep only addresses that a browser may open: a link may come from a file that somebody else wrote. */
export const safeLink = value => (/^https?:\/\/\S+$/i.test(value) ? value : "")

/** Complete an address as people write it (`www.example.org`); browsers want its scheme. */
export const wholeAddress = text => (/^[^\s:/]+\.[^\s]+$/.test(text.trim()) ? ["https:", "", text.trim()].join("/") : text.trim())

function readApplication({ id, record }) {
  return {
    id,
    name: words(record.name, LONGEST.name).trim(),
    programme: words(record.programme, LONGEST.name),
    link: safeLink(words(record.link, LONGEST.link)),
    window: words(record.window, LONGEST.window),
    deadline: dayOf(record.deadline),
    status: Object.hasOwn(STATUSES, record.status) ? record.status : "considering",
    next: words(record.next, LONGEST.next),
    nextDate: dayOf(record.nextDate),
    contact: words(record.contact, LONGEST.contact),
    note: words(record.note, LONGEST.note),
    removed: record.removed === true,
    documents: [],
  }
}

/** List the applications of a plan, as typed or taken over, with their documents; removed ones too when asked for. */
export function listApplications(plan = store.plan, removedToo = false, from = store) {
  const records = from.records().filter(one => one.plan === plan)
  const found = new Map(records.filter(one => one.kind === KIND).map(one => [one.id, readApplication(one)]))
  for (const { kind, id, record } of records) {
    const [application, document] = id.split("/")
    const name = words(record.name, LONGEST.document).trim()
    if (kind !== DOCUMENT || !document || !name) continue
    found.get(application)?.documents.push({ id: document, name, done: record.done === true, removed: record.removed === true })
  }
  const all = [...found.values()].filter(one => one.name && (removedToo || !one.removed))
  for (const one of all) one.documents = one.documents.filter(document => removedToo || !document.removed).sort(byOrder)
  return all
}

// What most hosts ask for, in the order in which people gather it.
export const DOCUMENTS = {
  cv: "CV",
  statement: "Statement",
  letters: "Letters of recommendation",
  transcript: "Transcript",
  "good-standing": "Letter of good standing",
  "english-test": "English test",
  immunisation: "Immunisation record",
  passport: "Passport",
}
const PLACES = Object.fromEntries(Object.keys(DOCUMENTS).map((id, n) => [id, n]))
const byOrder = (a, b) => (PLACES[a.id] ?? 99) - (PLACES[b.id] ?? 99) || a.name.localeCompare(b.name)

/** Make an id of words, so that what is added twice is one (FNV-1a). */
export function idOfWords(words) {
  const bytes = new TextEncoder().encode(words.trim().toLowerCase())
  return `own-${bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5).toString(36)}`
}

/** Name the record of a document by its words. */
export function documentId(name) {
  const plain = name.trim().toLowerCase()
  return Object.keys(DOCUMENTS).find(id => DOCUMENTS[id].toLowerCase() === plain) ?? idOfWords(name)
}

/** Write a document's name as a file with many in one cell can hold it: on one line, without a semicolon. */
export const documentName = text => text.replace(/[\s;]+/g, " ").trim().slice(0, LONGEST.document)

export const newId = () => `own-${crypto.getRandomValues(new Uint32Array(2)).reduce((text, one) => text + one.toString(36), "")}`

/** Add an application that the reader typed. Gives its id. */
export function addOwn(name) {
  const id = newId()
  store.put(KIND, id, { name: name.trim().slice(0, LONGEST.name), status: "considering", removed: false })
  return id
}

/** Find under which id a programme of the directory is kept; it may have been added under a former one. */
export function keptAs({ id, former }) {
  const known = [id, ...former].filter(one => store.get(KIND, one))
  return known.find(one => isKept(one)) ?? known[0]
}

const isKept = id => {
  const record = store.get(KIND, id)
  return record?.removed !== true && words(record?.name, LONGEST.name).trim() !== ""
}

/** Tell whether a programme is among the applications. */
export const hasProgramme = programme => [programme.id, ...programme.former].some(isKept)

/** Add a programme of the directory, or bring back what the reader had written about it. Gives its id, and whether it could be kept. */
export function addProgramme(programme) {
  const id = keptAs(programme) ?? programme.id
  const { name, link, window } = programme
  const known = words(store.get(KIND, id)?.name, LONGEST.name).trim() !== ""
  const taken = { name, link, window, programme: programme.id, status: "considering" }
  return { id, kept: store.put(KIND, id, { ...(known ? {} : taken), removed: false }) }
}

/** Take a programme out; what was written about it stays, and comes back with it. */
export const takeOut = programme => store.put(KIND, keptAs(programme), { removed: true })

/** Give the day by which something must be done for an application: Infinity when there is none. */
export function dueDay(application) {
  if (isClosed(application)) return Infinity
  return Math.min(application.nextDate ?? Infinity, (isUnsent(application) ? application.deadline : undefined) ?? Infinity)
}

/** Say in which group an application stands: what was sent waits until the day of its next step. */
export function groupOf(application, today) {
  if (isClosed(application)) return "closed"
  return application.status === "sent" && dueDay(application) > today ? "waiting" : "open"
}

/** Order applications by what is next, then by name. */
export const byDue = (a, b) => {
  const [first, second] = [dueDay(a), dueDay(b)]
  return first === second ? a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1) : first - second
}

/** Give the days of the open applications, for the plan: { key, day, text, link, kind, done }. */
export function daysOfApplications(plan, page, from = store) {
  return listApplications(plan, false, from).filter(one => !isClosed(one)).flatMap(one => {
    const link = page ? `${page}#${placeOf(one.id)}` : ""
    const extra = (key, day, text, done) => (day === undefined ? [] : [{ key: `${key}/${one.id}`, day, text, link, kind: "application", done }])
    return [
      ...extra("application", one.deadline, `Deadline: ${one.name}`, !isUnsent(one)),
      ...extra("application-next", one.nextDate, one.next.trim() ? `Next: ${one.next.trim()} (${one.name})` : `Next step: ${one.name}`, false),
    ]
  })
}

/** Name the place of an application on the page of the tracker. */
export const placeOf = id => `application--${encodeURIComponent(id)}`

/** Count in words: `12 applications, 3 sent, 1 offer`. */
export function countWords(applications) {
  const tell = Object.entries(STATUSES).flatMap(([status, name]) => {
    const number = applications.filter(one => one.status === status).length
    return number ? [`${number} ${COUNTED[status]?.[number === 1 ? 0 : 1] ?? name.toLowerCase()}`] : []
  })
  const total = `${applications.length} application${applications.length === 1 ? "" : "s"}`
  return [total, ...tell].join(", ")
}

const COUNTED = {
  interview: ["interview", "interviews"],
  offer: ["offer", "offers"],
  declined: ["declined", "declined"],
  withdrawn: ["withdrawn", "withdrawn"],
}

/** Write a day as its record holds it. */
export const written = day => (day === undefined ? null : isoDay(day))
