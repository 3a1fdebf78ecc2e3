// The reader's own data: one small record an entry, in this browser's local storage and nowhere else.
// Key: product/version/plan/kind/id. Records are merged, never replaced whole, so that what an older
// or newer copy of the guide wrote beside ours is kept. The plan `main` is there from the first tick on;
// `device` is no plan: it holds what concerns them all, such as which one is current.

export const PRODUCT = "medical-internship-guide"
export const VERSION = 1

// Step n turns a record of version n into one of version n + 1: (kind, record) => record.
// The first published version is 1, so there is none yet; tests/storage/ holds a store of each version.
export const STEPS = {}

export const MAIN = "main"
export const DEVICE = "device"
export const PLAN = /^[a-z][a-z0-9-]{0,39}$/ // what may name a plan
const PREFIX = `${PRODUCT}/${VERSION}/`

const keyOf = (plan, kind, id) => `${PREFIX}${plan}/${kind}/${id}`

const isRecord = value => typeof value === "object" && value !== null && !Array.isArray(value)

/** Give what `read` gives, or undefined when it fails: what is spoilt starts afresh, the rest is untouched. */
const attempt = read => {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** Read a record from its text; undefined when there is none or it is spoilt. */
const parse = text => {
  const record = attempt(() => JSON.parse(text))
  return isRecord(record) ? record : undefined
}

/** Tell when a record was written: 0 for one that says nothing sensible, so that it never wins for ever. */
export const timeOf = record => (record?.updated < 1e15 ? Number(record.updated) : 0)

/** Copy each record of an earlier version forward, once; the old key stays for an older copy of the guide. */
export function migrate(storage, steps = STEPS, version = VERSION) {
  const keys = Object.keys(storage)
  for (let from = 1; from < version; from++) {
    const prefix = `${PRODUCT}/${from}/`
    const next = `${PRODUCT}/${from + 1}/`
    const known = new Set(keys.filter(key => key.startsWith(next)))
    for (const key of keys.filter(key => key.startsWith(prefix))) {
      const target = next + key.slice(prefix.length)
      const record = parse(storage.getItem(key))
      const moved = record && !known.has(target) && attempt(() => steps[from](key.split("/")[3], record))
      if (!moved) continue
      storage.setItem(target, JSON.stringify(moved))
      keys.push(target)
    }
  }
}

/** Open the store over a Storage such as localStorage; `open` may throw, as it does where it is blocked. */
export function openStore(open = () => window.localStorage) {
  const events = new EventTarget()
  const memory = new Map() // what could not be written, so that the page works on
  let trouble = ""
  let storage

  const fail = kind => {
    trouble = kind
    events.dispatchEvent(new Event("trouble"))
  }

  try {
    storage = open()
    storage.getItem(PRODUCT)
    migrate(storage)
  } catch {
    fail(storage ? "full" : "blocked")
  }

  const text = key => memory.get(key) ?? attempt(() => storage.getItem(key)) ?? null
  const read = (plan, kind, id) => parse(text(keyOf(plan, kind, id)))
  const readCurrent = () => {
    const plan = read(DEVICE, "current", "plan")?.id
    return typeof plan === "string" && PLAN.test(plan) && plan !== DEVICE ? plan : MAIN
  }
  let current = readCurrent()

  // Changes of one turn are told together: ticking a hundred boxes redraws a list once.
  let pending
  const changed = (plan, kind, id) => {
    if (plan === DEVICE && kind === "current") {
      // Words still on their way to the store belong to the plan they were written in.
      if (readCurrent() !== current) events.dispatchEvent(new Event("leave"))
      current = readCurrent()
      kind = undefined
    }
    if (!pending) {
      pending = []
      queueMicrotask(() => {
        const [detail, all] = [pending.filter(one => !one.kind || one.plan === current), pending]
        pending = undefined
        if (detail.length) events.dispatchEvent(new CustomEvent("change", { detail }))
        events.dispatchEvent(new CustomEvent("any", { detail: all }))
      })
    }
    pending.push({ plan, kind, id })
  }

  // Another tab wrote: its key tells what changed; none means that everything was cleared.
  window.addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea !== storage) return
    if (key === null) {
      memory.clear()
      changed(DEVICE, "current")
    } else if (key.startsWith(PREFIX)) {
      memory.delete(key)
      const [plan, kind, ...id] = key.slice(PREFIX.length).split("/")
      changed(plan, kind, id.join("/"))
    }
  })

  /** Write a record's text, or remove the record when there is none. Returns whether it could be kept. */
  const set = (key, value) => {
    try {
      if (!storage) throw new Error("no storage")
      if (value === null) storage.removeItem(key)
      else storage.setItem(key, value)
      memory.delete(key)
      return true
    } catch {
      return false
    }
  }

  const keys = () => [...new Set([...(storage ? Object.keys(storage) : []), ...memory.keys()])].filter(key => key.startsWith(PREFIX))

  const of = plan => {
    const get = (kind, id, former = []) => {
      const records = [id, ...former].map(one => read(plan, kind, one)).filter(Boolean)
      return records.reduce((best, one) => (timeOf(one) > timeOf(best) ? one : best), records[0])
    }
    const put = (kind, id, fields, former) => {
      const key = keyOf(plan, kind, id)
      // Rises even when the clock is set back, so that the newer of two records is always known.
      const updated = Math.max(Date.now(), timeOf(get(kind, id, former)) + 1)
      const record = JSON.stringify({ ...parse(text(key)), ...fields, updated })
      const kept = set(key, record)
      if (!kept) {
        memory.set(key, record)
        fail(storage ? "full" : "blocked")
      }
      changed(plan, kind, id)
      return kept
    }
    return { get, put }
  }

  return {
    /** "blocked", "full" or "": why what the reader does may be gone later. */
    get trouble() {
      return trouble
    },

    /** Name the current plan, which `get` and `put` speak of. */
    get plan() {
      return current
    },

    /** Read the record of an id, or the freshest of its former ids when that is newer. */
    get: (...which) => of(current).get(...which),

    /** Merge `fields` into a record, and make it newer than the former ids' ones. Returns false, and says so to the reader, when it cannot be kept. */
    put: (...which) => of(current).put(...which),

    /** Speak of one plan, or of the device, whichever is current: `get` and `put` as above. */
    of,

    /** List what is stored, of all plans: `{ plan, kind, id, record }`; spoilt records are left out. */
    records() {
      return keys().flatMap(key => {
        const [plan, kind, ...id] = key.slice(PREFIX.length).split("/")
        const record = parse(text(key))
        return record ? [{ plan, kind, id: id.join("/"), record }] : []
      })
    },

    /**
     * Write records whole, all or none: `{ plan, kind, id, record }`, where a record of null removes it.
     * Returns false, with everything as it was, when they cannot all be kept; `quiet` does not tell the reader so.
     */
    replace(changes, quiet = false) {
      const before = new Map(changes.map(one => keyOf(one.plan, one.kind, one.id)).map(key => [key, attempt(() => storage.getItem(key)) ?? null]))
      const kept = changes.every(one => set(keyOf(one.plan, one.kind, one.id), one.record && JSON.stringify(one.record)))
      if (!kept) {
        // First what was not there, so that there is room for what was.
        for (const [key, value] of [...before].sort(([, a], [, b]) => (a === null ? 0 : 1) - (b === null ? 0 : 1))) set(key, value)
        if (!quiet) fail(storage ? "full" : "blocked")
      }
      for (const { plan, kind, id } of kept ? changes : []) changed(plan, kind, id)
      return kept
    },

    /** Call back on changes of the current plan ("change", whose detail lists kinds and ids; no kind means all), of any plan ("any"), just before another plan becomes current ("leave"), and on "trouble". */
    on(type, callback, signal) {
      events.addEventListener(type, callback, { signal })
    },
  }
}

export const store = openStore()
