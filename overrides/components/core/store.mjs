// The reader's own data: one small record an entry, in this browser's local storage and nowhere else.
// Key: product/version/plan/kind/id. Records are merged, never replaced whole, so that what an older
// or newer copy of the guide wrote beside ours is kept.

export const PRODUCT = "medical-internship-guide"
export const VERSION = 1

// Step n turns a record of version n into one of version n + 1: (kind, record) => record.
// The first published version is 1, so there is none yet; tests/storage/ holds a store of each version.
export const STEPS = {}

const keyOf = (kind, id, version = VERSION) => `${PRODUCT}/${version}/main/${kind}/${id}`

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
const timeOf = record => (record?.updated < 1e15 ? Number(record.updated) : 0)

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

  // Changes of one turn are told together: ticking a hundred boxes redraws a list once.
  let pending
  const changed = (kind, id) => {
    if (!pending) {
      pending = []
      queueMicrotask(() => {
        const detail = pending
        pending = undefined
        events.dispatchEvent(new CustomEvent("change", { detail }))
      })
    }
    pending.push({ kind, id })
  }

  // Another tab wrote: its key tells what changed; none means that everything was cleared.
  window.addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea !== storage) return
    const [, , , kind, ...id] = key === null ? [] : key.split("/")
    if (key === null) memory.clear()
    else memory.delete(key)
    if (key === null || key.startsWith(`${PRODUCT}/${VERSION}/main/`)) changed(kind, id.join("/"))
  })

  const get = (kind, id, former = []) => {
    const records = [id, ...former].map(one => parse(text(keyOf(kind, one)))).filter(Boolean)
    return records.reduce((best, one) => (timeOf(one) > timeOf(best) ? one : best), records[0])
  }

  return {
    /** "blocked", "full" or "": why what the reader does may be gone later. */
    get trouble() {
      return trouble
    },

    /** Read the record of an id, or the freshest of its former ids when that is newer. */
    get,

    /** Merge `fields` into a record, and make it newer than the former ids' ones. Returns false, and says so to the reader, when it cannot be kept. */
    put(kind, id, fields, former) {
      const key = keyOf(kind, id)
      // Rises even when the clock is set back, so that the newer of two records is always known.
      const updated = Math.max(Date.now(), timeOf(get(kind, id, former)) + 1)
      const record = JSON.stringify({ ...parse(text(key)), ...fields, updated })
      let kept = true
      try {
        if (!storage) throw new Error("no storage")
        storage.setItem(key, record)
        memory.delete(key)
      } catch {
        kept = false
        memory.set(key, record)
        fail(storage ? "full" : "blocked")
      }
      changed(kind, id)
      return kept
    },

    /** Call back on changes ("change", whose detail lists kinds and ids; no kind means all) and on "trouble". */
    on(type, callback, signal) {
      events.addEventListener(type, callback, { signal })
    },
  }
}

export const store = openStore()
