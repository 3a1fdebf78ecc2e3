// Plans on the move: what goes into a file, what one would change here, and the way back.

import { newId } from "../core/plans.mjs"
import { DEVICE, PRODUCT, VERSION, store, timeOf } from "../core/store.mjs"
import { STAYS, faultOf, mayTravel } from "./format.mjs"

const MOST_KEPT = 200_000 // characters of a way back that may stay in the store
const CALENDAR = "calendar" // what calendar files said last
const BACK = { plan: DEVICE, kind: "undo", id: "import" }

/** Sort the names in an object, at every depth. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.keys(value).sort().map(name => [name, sorted(value[name])]))
}

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const within = (map, name) => map.get(name) ?? map.set(name, new Map()).get(name)
const asObject = value => (value instanceof Map ? Object.fromEntries([...value].map(([name, one]) => [name, asObject(one)])) : value)

/** Leave out a time that makes no sense: the rest of the record is worth keeping. */
function repaired({ updated, ...rest }) {
  return updated === undefined || faultOf("", { updated }) === "updated" ? rest : { ...rest, updated }
}

/**
 * Put plans into a file: those named, or all of them with what concerns the device; `wanted` chooses records.
 * Gives { file, plans, entries, spoilt }: the ids of the plans, and how many records went in or could not.
 */
export function makeFile(ids, wanted = () => true) {
  const plans = new Map()
  const device = new Map()
  let [entries, spoilt] = [0, 0]
  for (const one of store.records()) {
    if (STAYS.includes(one.kind) || !(ids?.includes(one.plan) ?? true) || !wanted(one)) continue
    const record = repaired(one.record)
    if (mayTravel(one) && faultOf(one.kind, record) === undefined) {
      within(one.plan === DEVICE ? device : within(plans, one.plan), one.kind).set(one.id, record)
      entries++
    } else spoilt++
  }
  const file = { product: PRODUCT, version: VERSION, exported: new Date().toISOString(), plans: asObject(plans) }
  if (device.size) file.device = asObject(device)
  return { file: sorted(file), plans: [...plans.keys()], entries, spoilt }
}

/** Remember that plans have just been backed up. */
export function noteBackup(ids) {
  const now = Date.now()
  store.replace(ids.map(id => ({ plan: DEVICE, kind: "backup", id: `plan/${id}`, record: { exported: now, updated: now } })), true)
}

/**
 * Weigh what a file would change: { plans, changes, show }, `show` being the plan to look at afterwards.
 * `how` says what becomes of a plan that is here already: "merge", "replace", or "separate" for one of its own beside it.
 * Each plan: { id, name, there (is here already), added, newer, older, same, lost }, counts of records.
 */
export function weigh(backup, how) {
  const here = new Map()
  for (const one of store.records()) within(here, one.plan).set(`${one.kind}/${one.id}`, one)
  const weighOne = (from, how) => weighPlan(from, backup.records.filter(one => one.plan === from), here.get(from), how)
  const plans = backup.plans.map(from => weighOne(from, how))
  const first = plans.find(plan => plan.from === backup.current) ?? plans[0]
  const show = plans.length === 1 || !here.has(store.plan) ? first?.id : undefined
  return { plans, changes: [...plans, weighOne(DEVICE, "merge")].flatMap(plan => plan.changes), show }
}

const nameOf = records => {
  const name = records.find(one => one.kind === "plan" && one.id === "about")?.record.name
  return typeof name === "string" && name.trim() ? name.trim().slice(0, 80) : "My plan"
}

function weighPlan(from, records, there, how) {
  const id = there && how === "separate" ? newId() : from
  const known = id === from ? there : undefined
  const result = { from, id, name: nameOf(records), there: Boolean(there), added: 0, newer: 0, older: 0, same: 0, lost: 0, changes: [] }
  const left = new Map(known)
  // A plan of its own has events of its own in a calendar.
  for (const one of records.filter(one => id === from || one.kind !== CALENDAR)) {
    const key = `${one.kind}/${one.id}`
    const own = left.get(key)?.record
    left.delete(key)
    const { verdict, record } = weighRecord(own, one.record, how)
    result[verdict]++
    if (!own || !same(own, record)) result.changes.push({ ...one, plan: id, record })
  }
  if (how === "replace") {
    result.lost = [...left.values()].filter(one => one.kind !== "undo").length
    for (const one of left.values()) result.changes.push({ ...one, record: null })
  }
  return result
}

/** A calendar takes a change only when its number has risen: of two, the higher one counts. */
function laterSequence(...records) {
  const numbers = records.map(one => one.sequence).filter(Number.isFinite)
  return numbers.length ? { sequence: Math.max(...numbers) } : {}
}

/** Say which of two records is newer, and what would stand here: of both, what the newer one says. */
function weighRecord(own, coming, how) {
  if (!own) return { verdict: "added", record: coming }
  const newer = timeOf(coming) > timeOf(own)
  const [first, last] = newer ? [own, coming] : [coming, own]
  const record = how === "replace" ? coming : { ...first, ...last, ...laterSequence(own, coming) }
  return { verdict: same(own, coming) ? "same" : newer ? "newer" : "older", record }
}

let way // the way back of the last import of this page that is too large for the store

/** Write what was weighed, all or nothing; gives whether it could be kept. */
export function bringIn({ changes, show }) {
  const now = Math.max(Date.now(), timeOf(store.of(DEVICE).get("current", "plan")) + 1)
  const look = show && show !== store.plan ? [{ plan: DEVICE, kind: "current", id: "plan", record: { id: show, updated: now } }] : []
  const all = [...changes, ...look]
  const steps = all.map(({ plan, kind, id, record }) => [plan, kind, id, store.of(plan).get(kind, id) ?? null, record && timeOf(record)])
  if (!store.replace(all)) return false
  const fits = JSON.stringify(steps).length <= MOST_KEPT && store.replace([{ ...BACK, record: { steps, updated: Date.now() } }], true)
  if (!fits) store.replace([{ ...BACK, record: null }], true)
  way = fits ? undefined : steps
  return true
}

const isRecord = value => typeof value === "object" && !Array.isArray(value)
const isStep = step => Array.isArray(step) && step.slice(0, 3).every(one => typeof one === "string") && isRecord(step[3])

/** Give the steps that lead back from the last import; those that are not of their form are left out. */
function wayBack() {
  const steps = store.of(DEVICE).get(BACK.kind, BACK.id)?.steps ?? way
  return Array.isArray(steps) ? steps.filter(isStep) : []
}

/** Tell whether there is an import that can be undone. */
export const canGoBack = () => wayBack().length > 0

/** Bring back what was before the last import. What was changed since stays: gives how many records, or undefined when it fails. */
export function goBack() {
  const present = ([plan, kind, id]) => store.of(plan).get(kind, id)
  const steps = wayBack()
  const untouched = steps.filter(step => (step[4] === null ? !present(step) : present(step) && timeOf(present(step)) === step[4]))
  const changes = untouched.map(([plan, kind, id, record]) => ({ plan, kind, id, record }))
  if (!store.replace([...changes, { ...BACK, record: null }])) return undefined
  way = undefined
  return steps.length - untouched.length
}
