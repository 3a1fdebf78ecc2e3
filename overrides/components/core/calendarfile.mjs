// Make a calendar file of a plan and let the browser save it. What the file said is kept, one small record an
// entry, so that the next file can say what moved. Loaded when a file is asked for.

import { NAMELESS, REMINDERS, calendarText, fileName, revise, uidOf } from "./calendar.mjs"
import { isoDay, parseDay } from "./dates.mjs"
import { make } from "./dom.mjs"
import { store } from "./store.mjs"

const KIND = "calendar"
const TOKEN = "token" // the name of no entry: those have a slash

/** Read which reminder the reader chose. */
export function reminderOf(plan) {
  const chosen = store.of(plan).get("setting", "reminder")?.value
  return Object.hasOwn(REMINDERS, chosen ?? "") ? chosen : "none"
}

export const chooseReminder = (plan, value) => store.of(plan).put("setting", "reminder", { value })

/** Read what the files of a plan said last, by key; what is spoilt was never said. */
export function keptOf(plan) {
  const records = store.records().filter(one => one.plan === plan && one.kind === KIND && one.id !== TOKEN)
  return new Map(records.map(({ id, record }) => [id, readKept(record)]).filter(([, kept]) => kept.day !== undefined))
}

const dayOf = value => parseDay(typeof value === "string" ? value : undefined)

function readKept({ date, until, sequence, cancelled, title, reminder }) {
  return {
    day: dayOf(date),
    until: dayOf(until) ?? dayOf(date),
    sequence: Number.isInteger(sequence) && sequence >= 0 && sequence < 2 ** 31 - 1 ? sequence : 0,
    cancelled: cancelled === true,
    title: typeof title === "string" && title ? title : NAMELESS,
    reminder,
  }
}

/** Two readers' plans may have the same name: a few letters tell their entries apart in one calendar. */
function tokenOf(kept) {
  const token = kept.get(KIND, TOKEN)?.value
  if (typeof token === "string" && /^[a-z0-9]{6,20}$/.test(token)) return token
  const value = crypto.getRandomValues(new Uint32Array(2)).reduce((text, one) => text + one.toString(36).padStart(6, "0"), "")
  kept.put(KIND, TOKEN, { value })
  return value
}

/** Say what the next file would tell the calendar. */
export const compareWithLast = (plan, entries, options) => revise(entries, keptOf(plan), { reminder: reminderOf(plan), ...options })

/**
 * Save a file of entries, as `revise` takes them. `afresh` is for an empty calendar: nothing needs taking out of it.
 * Gives a sentence that says what is in it.
 */
export function saveCalendar({ plan, name, what, entries, afresh = false, ...options }) {
  const kept = store.of(plan)
  const reminder = reminderOf(plan)
  const revised = compareWithLast(plan, entries, options)
  const inFile = revised.filter(entry => !(afresh && entry.cancelled))
  if (!inFile.length) return "There is nothing to put into a file."
  const token = tokenOf(kept)
  for (const { key, day, until, sequence, cancelled, title, changed } of revised) {
    if (changed) kept.put(KIND, key, { date: isoDay(day), until: isoDay(until), sequence, cancelled, title, reminder })
  }
  const modified = key => Math.min(Math.max(kept.get(KIND, key)?.updated || Date.now(), 0), 4e12)
  const events = inFile.map(entry => ({ ...entry, uid: uidOf(plan, token, entry.key), modified: modified(entry.key) }))
  const file = fileName(name, what)
  download(calendarText({ name, entries: events, reminder }), file)
  return `Saved as ${file}: ${summary(inFile)}.`
}

const WORDS = { new: "new", moved: "moved", back: "back again", gone: "taken out" }

/** Count what a file says: `12 entries, 2 moved, 1 taken out`. */
export function summary(entries) {
  const told = Object.entries(WORDS).flatMap(([what, words]) => {
    const number = entries.filter(entry => entry.what === what).length
    if (!number) return []
    return [number < entries.length ? `${number} ${words}` : number > 1 ? `all ${words}` : words]
  })
  return [entries.length === 1 ? "1 entry" : `${entries.length} entries`, ...told].join(", ")
}

function download(text, name) {
  // iPhones open a file in the calendar only when it says that it is one.
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" })), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Give the whole address of a place of the guide; none when the guide is read from a folder. */
export function addressOf(link) {
  const url = new URL(link || location.pathname, document.baseURI)
  return url.protocol.startsWith("http") ? url.href : ""
}
