// Calendar files: what changed since the last one, and the text of an iCalendar file (RFC 5545).
// Pure: no page, no store, no clock. Mozilla's ical.js writes, escapes and folds the lines.

import ICAL from "../vendor/ical/ical.min.js"
import { isoDay } from "./dates.mjs"

// ical.js leaves the space that begins a folded line out of its count: so none is longer than 75 octets.
ICAL.foldLength = 74

/** What an entry is called when nothing is left of its name. */
export const NAMELESS = "A step of the plan"

/** When a calendar reminds the reader: at nine in the morning. The days of a plan have no time of their own. */
export const REMINDERS = {
  none: { title: "No reminder" },
  day: { title: "On the day", trigger: "PT9H" },
  before: { title: "The day before", trigger: "-PT15H" },
  week: { title: "A week before", trigger: "-P6DT15H" },
}

/**
 * Compare the entries of now with what the last file said of them, by key. An entry: { key, day, title, lines, link };
 * kept: { day, until, sequence, cancelled, title, reminder }. Gives the entries for the next file with
 *   sequence   rises when the day moved since the last file, or when it was taken out or came back
 *   cancelled  it is no longer in the plan: the calendar is told so until its day has passed
 *   until      the latest day that any file gave it: a calendar that missed the others still shows it there
 *   what       new, moved, back, same, gone (taken out now) or away (taken out before)
 *   changed    there is something to keep
 * Entries that are not `wanted` are left out, unless an earlier file holds them and must be put right.
 * Only what is `inScope` is taken out: a file of one timeline says nothing of the others.
 */
export function revise(entries, kept, { reminder, today, wanted = () => true, inScope = () => true }) {
  const present = entries.map(entry => compare(entry, kept.get(entry.key), reminder))
  const keys = new Set(entries.map(entry => entry.key))
  const gone = [...kept].filter(([key]) => !keys.has(key) && inScope(key)).map(([key, last]) => takeOut(key, last))
  return [
    ...present.filter(entry => wanted(entry) || entry.what === "moved" || entry.what === "back"),
    ...gone.filter(entry => entry.what === "gone" || entry.until >= today),
  ]
}

function compare(entry, last, reminder) {
  if (!last) return { ...entry, until: entry.day, sequence: 0, cancelled: false, what: "new", changed: true }
  const what = last.cancelled ? "back" : last.day === entry.day ? "same" : "moved"
  return {
    ...entry,
    until: Math.max(last.until, entry.day),
    sequence: last.sequence + (what === "same" ? 0 : 1),
    cancelled: false,
    what,
    changed: what !== "same" || last.title !== entry.title || last.reminder !== reminder,
  }
}

function takeOut(key, { sequence, cancelled, ...last }) {
  const now = cancelled ? { sequence, what: "away" } : { sequence: sequence + 1, what: "gone" }
  return { ...last, ...now, key, lines: [], link: "", cancelled: true, changed: !cancelled }
}

/** Make the identity of an entry: never its day, title or place in the list. */
export const uidOf = (plan, token, key) => `${plan}.${token}.${key.replace(/[^a-z0-9-]/g, encode)}@medical-internship-guide`
const encode = character => (character === "/" ? "." : `_${character.codePointAt(0).toString(16)}_`)

/** Write a calendar. `entries` have { uid, day, title, lines, link, sequence, cancelled, modified } (a moment in milliseconds). */
export function calendarText({ name, entries, reminder }) {
  const calendar = component("vcalendar", {
    prodid: "-//Medical Internship Guide//Plan//EN",
    version: "2.0",
    calscale: "GREGORIAN",
    // Not in the standard, so the library does not know that it is text.
    "x-wr-calname": oneLine(name.replace(/[\\;,]+/g, " ")),
  })
  for (const entry of entries) calendar.addSubcomponent(makeEvent(entry, REMINDERS[reminder]?.trigger))
  return `${calendar.toString()}\r\n`
}

function makeEvent({ uid, day, title, lines, link, sequence, cancelled, modified }, trigger) {
  const moment = ICAL.Time.fromJSDate(new Date(modified), true)
  const summary = oneLine(title) || NAMELESS
  const event = component("vevent", {
    uid,
    // Without METHOD it says when the entry was last changed (RFC 5545, 3.8.7.2).
    dtstamp: moment,
    "last-modified": moment,
    sequence,
    dtstart: ICAL.Time.fromDateString(isoDay(day)),
    dtend: ICAL.Time.fromDateString(isoDay(day + 1)), // the day after: the end is not part of it
    summary,
    description: [...lines, ...(link ? [`Read more: ${link}`] : [])].map(clean).join("\n"),
    url: link,
    status: cancelled ? "CANCELLED" : "CONFIRMED",
    transp: "TRANSPARENT", // the day stays free for other things
  })
  if (trigger && !cancelled) event.addSubcomponent(component("valarm", { action: "DISPLAY", description: summary, trigger: ICAL.Duration.fromString(trigger) }))
  return event
}

function component(name, properties) {
  const made = new ICAL.Component(name)
  for (const [property, value] of Object.entries(properties)) if (value !== "") made.addPropertyWithValue(property, value)
  return made
}

// Half of a character is no text, and control characters are not allowed (RFC 5545, 3.1).
const clean = text =>
  text
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, "")

const oneLine = text => clean(text).replace(/\s+/g, " ").trim()

/** Name a file so that it can be read: letters and digits of any script. */
export function fileName(...parts) {
  const words = parts.join(" ").normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
  const short = [...words].slice(0, 60).join("").replace(/^-+|-+$/g, "")
  return `${short || "plan"}.ics`
}
