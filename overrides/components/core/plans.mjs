// The reader's plans: what is kept about each, and which one is current. A plan's records stand in the
// store under its id; `main` is the one that every reader has from the first tick on.

import { READERS, readerOf } from "./reader.mjs"
import { DEVICE, MAIN, store } from "./store.mjs"

const NAMELESS = "My plan"
const STATES = ["active", "archived", "deleted"]
const LONGEST = 80

const words = value => (typeof value === "string" ? value.trim().slice(0, LONGEST) : "")
const oneOf = (values, value) => (values.includes(value) ? value : values[0])

/** Read what is kept about a plan: { id, name, placement, home, host, weeks, state, updated }; what is spoilt is empty. */
export function aboutOf(id = store.plan, from = store) {
  const about = from.of(id).get("plan", "about") ?? {}
  return {
    id,
    name: words(about.name) || NAMELESS,
    placement: words(about.placement),
    home: words(about.home),
    host: words(about.host),
    weeks: words(about.weeks),
    state: oneOf(STATES, about.state),
    updated: about.updated,
  }
}

/** List the plans in one of the states; those with data but without a name are plans too. */
export function listPlans(state = "active") {
  const ids = new Set([MAIN, store.plan, ...store.records().map(one => one.plan)])
  ids.delete(DEVICE)
  const plans = [...ids].map(id => aboutOf(id)).filter(plan => plan.state === state)
  // An untouched `main` is no plan of a reader who has another.
  const made = plans.filter(plan => plan.id !== MAIN || plan.id === store.plan || store.records().some(one => one.plan === MAIN))
  return made.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

/** Make another plan the current one, in every tab. */
export const usePlan = id => store.of(DEVICE).put("current", "plan", { id })

/** Change what is kept about a plan. */
export const describePlan = (id, fields) => store.of(id).put("plan", "about", fields)

/** Make an id that no other plan has. */
export const newId = () => `p-${crypto.getRandomValues(new Uint32Array(2)).reduce((text, one) => text + one.toString(36), "")}`

/** Make a plan and make it current. Gives its id. */
export function makePlan(fields) {
  const id = newId()
  describePlan(id, { state: "active", ...fields })
  usePlan(id)
  return id
}

/** Copy a plan with everything in it but its steps of undoing, and make the copy current. Gives its id, or undefined when it cannot be kept. */
export function copyPlan(id) {
  const copy = newId()
  const records = store.records().filter(one => one.plan === id && one.kind !== "undo" && one.kind !== "calendar")
  const about = { kind: "plan", id: "about", record: { ...store.of(id).get("plan", "about"), name: `Copy of ${aboutOf(id).name}`.slice(0, LONGEST), state: "active", updated: Date.now() } }
  const all = [...records.filter(one => one.kind !== "plan"), about].map(one => ({ ...one, plan: copy }))
  if (!store.replace(all)) return undefined
  usePlan(copy)
  return copy
}

/** Archive or delete a plan; nothing in it is touched. Another plan becomes current: one that is there, or a new one. */
export function putAway(id, state) {
  describePlan(id, { state })
  if (id !== store.plan) return
  const next = listPlans()[0]
  if (next) usePlan(next.id)
  else makePlan({})
}

/** Bring a plan back that was archived or deleted, and make it current. */
export function bringBack(id) {
  describePlan(id, { state: "active" })
  usePlan(id)
}

/** Remove every record of a plan for ever. */
export function removeForEver(id) {
  return store.replace(store.records().filter(one => one.plan === id).map(one => ({ ...one, record: null })))
}

/** Tell who the reader is in a plan, as ticks and filters know it: `international-student`. */
export const readerIn = (id, from = store) => readerOf(from.of(id).get("setting", "reader")?.value)

/** Name a reader from a stage and from where they live and go. */
export function readerFor(stage, home, host) {
  const abroad = host === "abroad" || (host === "usa" && home !== "usa")
  const reader = `${abroad ? "international-" : ""}${stage}`
  return READERS[reader] ? reader : ""
}
