// Changes that can be undone: field by field, and never over what was written since.

import { DOCUMENT, KIND } from "../core/applications.mjs"
import { store } from "../core/store.mjs"

const STEPS = ["undo", "applications"]
const MOST_STEPS = 5

const isGroup = value => typeof value === "object" && value !== null && !Array.isArray(value)
const isChange = one => isGroup(one) && [KIND, DOCUMENT].includes(one.kind) && typeof one.id === "string" && isGroup(one.before) && isGroup(one.after)

/** Read the steps that can be undone; whatever is not of their form is left out. */
function readSteps() {
  const steps = store.get(...STEPS)?.steps
  return Array.isArray(steps) ? steps.filter(step => typeof step?.words === "string" && Array.isArray(step.changes) && step.changes.every(isChange)) : []
}

/** Say what the last step did; empty when there is none. */
export const lastStep = () => readSteps().at(-1)?.words ?? ""

/** Write a change: `wanted` lists { kind, id, fields }. With `whole`, all of it is written or nothing is. Returns whether it was kept. */
export function change(words, wanted, { whole = false } = {}) {
  const now = Date.now()
  const changes = wanted.map(({ kind, id, fields }) => {
    const record = store.get(kind, id)
    const before = Object.fromEntries(Object.keys(fields).map(name => [name, record?.[name] ?? null]))
    const updated = Math.max(now, timeOf(record) + 1)
    return { kind, id, before, after: fields, record: { ...record, ...fields, updated }, added: record && record.removed !== true ? undefined : updated }
  })
  const steps = [...readSteps(), { words, changes: changes.map(({ record, ...one }) => one) }].slice(-MOST_STEPS)
  if (!whole) {
    for (const { kind, id, fields } of wanted) store.put(kind, id, fields)
    return store.put(...STEPS, { steps })
  }
  const undo = { kind: STEPS[0], id: STEPS[1], record: { ...store.get(...STEPS), steps, updated: now } }
  return store.replace([...changes, undo].map(({ kind, id, record }) => ({ plan: store.plan, kind, id, record })))
}

const timeOf = record => (record?.updated < 1e15 ? Number(record.updated) : 0)

/** Take the last step back. Gives its words, and how many things were changed since and stay as they are. */
export function undo() {
  const steps = readSteps()
  const step = steps.pop()
  let stayed = 0
  for (const { kind, id, before, after, added } of step?.changes ?? []) {
    const record = store.get(kind, id) ?? {}
    const same = Object.keys(after).filter(name => JSON.stringify(record[name] ?? null) === JSON.stringify(after[name] ?? null))
    // What came in whole goes whole, unless the reader has worked on it since.
    if (added === undefined || record.updated === added) store.put(kind, id, Object.fromEntries(same.map(name => [name, before[name] ?? null])))
    else stayed += 1
  }
  store.put(...STEPS, { steps })
  return { words: step?.words ?? "", stayed }
}
