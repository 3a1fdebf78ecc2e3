// What a file or a link with plans may hold: the rules of macros/backup.py, checked whole before anything is
// written. What is read is a plain list of records, so that no name in a file ever names anything here.

import { DEVICE, PLAN, PRODUCT, STEPS, VERSION } from "../core/store.mjs"

/** A reason to refuse, as a sentence for the reader. */
export class Refused extends Error {}

export const MOST_TEXT = 2_000_000
const MOST = { plans: 100, kinds: 100, records: 5_000, fields: 100, items: 1_000 }
const DEPTH = 3
const LAST_MOMENT = 1e14

// Steps of undoing stay on the device, and so does what it knows about its own backups.
export const STAYS = ["undo", "backup"]

const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value)
const isText = most => value => typeof value === "string" && (value.length <= most || [...value].length <= most)
const isDate = value => typeof value === "string" && /^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/.test(value)
const isName = name => name !== "__proto__" && /^[^\u0000-\u001f\u007f\ud800-\udfff]+$/u.test(name) && isText(200)(name)
const isKind = name => PLAN.test(name) && !STAYS.includes(name)
const isPlan = name => PLAN.test(name) && name !== DEVICE
const isFlag = value => typeof value === "boolean"
const isMoment = value => typeof value === "number" && value >= 0 && value <= LAST_MOMENT
const isMade = value => typeof value === "string" && value.length <= 40 && /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,12}Z$/.test(value)
const isLong = isText(100_000)
const isWords = isText(2_000)

/** What the fields of a kind must be; any may be null, and any other field may be any value. */
export const FIELDS = new Map(
  Object.entries({
    done: { state: isWords, since: isDate },
    dates: { planned: isDate, hard: isDate, kind: isWords, waiting: isFlag },
    note: { text: isLong, contact: isWords, reference: isWords, asked: isDate, expires: isDate },
    start: { date: isDate },
    plan: { name: isWords, placement: isWords, home: isWords, host: isWords, weeks: isWords, state: isWords },
  }).map(([kind, fields]) => [kind, new Map(Object.entries(fields))]),
)

function isValue(value, depth = DEPTH) {
  if (value === null || ["number", "boolean"].includes(typeof value) || isLong(value)) return true
  if (!depth || typeof value !== "object") return false
  if (Array.isArray(value)) return value.length <= MOST.items && value.every(one => isValue(one, depth - 1))
  const fields = Object.entries(value)
  return fields.length <= MOST.fields && fields.every(([name, one]) => isName(name) && isValue(one, depth - 1))
}

function isField(kind, name, value) {
  if (value === null) return true
  return (name === "updated" ? isMoment : (FIELDS.get(kind)?.get(name) ?? isValue))(value)
}

/** Name the field that is not in order; "" for a record that is none, undefined for one that is in order. */
export function faultOf(kind, record) {
  if (!isObject(record) || Object.keys(record).length > MOST.fields) return ""
  return Object.keys(record).find(name => !isName(name) || !isField(kind, name, record[name]))
}

/** Tell whether a record of the store may go into a file at all. */
export const mayTravel = ({ plan, kind, id }) => (plan === DEVICE || isPlan(plan)) && isKind(kind) && isName(id)

const refuse = sentence => {
  throw new Refused(`${sentence} Nothing was changed.`)
}

const short = name => (name.length > 60 ? `${name.slice(0, 60)}…` : name)

/**
 * Read the text of a file: { made, plans, current, records }: ids of plans, which one was current, and records as `store.records()` gives them.
 * Raises Refused with a sentence when anything in it is not in order.
 */
export function readBackup(text, steps = STEPS, version = VERSION) {
  if (text.length > MOST_TEXT) refuse("This is larger than 2 MB, which no file of this guide is.")
  const file = parse(text)
  if (!isObject(file) || file.product !== PRODUCT) refuse("This is not a file of the Medical Internship Guide.")
  checkVersion(file.version, version)
  if (!isMade(file.exported)) refuse("The file does not say when it was made.")
  if (Object.keys(file).length > MOST.fields) refuse("The file holds too much.")
  for (const [name, value] of Object.entries(file)) {
    if (!["plans", "device"].includes(name) && !(isName(name) && isValue(value))) refuse(`“${short(name)}” in the file is not in order.`)
  }
  const plans = sized(file.plans, MOST.plans, "The file").filter(([id]) => isPlan(id) || refuse(`“${short(id)}” cannot name a plan.`))
  const device = file.device === null || file.device === undefined ? [] : [[DEVICE, file.device]]
  const forward = (kind, record) => bringForward(kind, record, file.version, steps, version)
  const records = [...plans, ...device].flatMap(([plan, kinds]) => recordsOf(plan, kinds, forward))
  // Which plan is current is a choice of each device; here it only tells which one to look at.
  const isCurrent = one => one.plan === DEVICE && one.kind === "current"
  const current = records.find(isCurrent)?.record.id
  return { made: file.exported, plans: plans.map(([id]) => id), current, records: records.filter(one => !isCurrent(one)) }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    const cut = text.trimStart().startsWith("{") && !text.trimEnd().endsWith("}")
    return refuse(cut ? "The text is cut off: its end is missing." : "This is not a file of the Medical Internship Guide, or it was changed on the way.")
  }
}

function checkVersion(found, version) {
  if (!Number.isInteger(found) || found < 1) refuse("The file does not say of which version it is.")
  if (found > version) refuse(`The file is of version ${found}, and this page knows versions up to ${version}. Load the page again, then try once more.`)
}

/** Give the entries of an object that is not too large. */
function sized(value, most, owner) {
  if (!isObject(value)) refuse(`${owner} is not in order.`)
  const entries = Object.entries(value)
  if (entries.length > most) refuse(`${owner} holds too much: ${entries.length} parts, where ${most} are allowed.`)
  return entries
}

function recordsOf(plan, kinds, forward) {
  const whole = `The part “${plan}”`
  return sized(kinds, MOST.kinds, whole).flatMap(([kind, records]) => {
    if (!isKind(kind)) refuse(`${whole} holds “${short(kind)}”, which no file may hold.`)
    return sized(records, MOST.records, `${whole}, “${kind}”,`).map(([id, record]) => {
      if (!isName(id)) refuse(`${whole} holds an entry whose name is not allowed.`)
      const moved = forward(kind, record)
      const fault = faultOf(kind, moved)
      const where = `${whole}: the entry “${short(id)}” of “${kind}”`
      if (fault === "") refuse(`${where} is not in order.`)
      if (fault !== undefined) refuse(`${where} is not in order: its field “${short(fault)}” is not what it must be.`)
      return { plan, kind, id, record: moved }
    })
  })
}

/** Bring a record of an earlier version to this one, as the store does. */
function bringForward(kind, record, from, steps, version) {
  try {
    for (let step = from; step < version; step++) record = steps[step](kind, record)
    return record
  } catch {
    return undefined
  }
}
