// A list whose entries can be ticked: what a checklist and a timeline have in common.
// The page holds real checkboxes already; this remembers them, counts, filters, undoes and prints.

import { LONG, isoDay, parseDay, show, today } from "./dates.mjs"
import { button, hide, make, say } from "./dom.mjs"
import { print } from "./print.mjs"
import { READERS, concerns, readerOf } from "./reader.mjs"
import { store } from "./store.mjs"

const STATES = ["open", "done", "skipped"]
const MOST_UNDO = 20

/** Start a list; `changed` is called after every change of what it shows. Gives its entries. */
export function startTicks(root, signal, changed = () => {}) {
  const id = root.dataset.list
  const entries = [...root.querySelectorAll("[data-entry]")].map(readEntry)
  const sections = [...root.querySelectorAll("[data-section]")].map(element => readSection(element, entries))
  const bar = makeBar(undo)
  const tools = makeTools(entries, {
    filter,
    read: reader => store.put("setting", "reader", { value: reader }),
    reset: () => change("reset", entries.filter(entry => entry.state !== "open"), "open"),
  })
  const hidden = make("p", { className: "guide-list__hidden", hidden: true })
  let onlyLeft = false
  let linked

  for (const entry of entries) prepareEntry(entry, change)
  for (const section of sections) prepareSection(section, change)
  root.querySelector(".guide-list__summary").after(bar.root, tools.root, hidden)
  store.on("change", ({ detail }) => refresh(detail), signal)
  window.addEventListener("hashchange", showLinked, { signal })
  // Browsers restore boxes of a form on going back; what counts is the store.
  window.addEventListener("pageshow", () => refresh([{}]), { signal })
  refresh([{}])
  showLinked()
  return entries

  /** Write a new state for some entries, as one step that can be undone. */
  function change(what, chosen, state) {
    if (!chosen.length) return
    const label = chosen.length === 1 ? `${what} “${chosen[0].name}”` : what
    const before = chosen.map(entry => [entry.key, entry.state, entry.since])
    store.put("undo", id, { steps: [...undoSteps(id), { label, before }].slice(-MOST_UNDO) })
    for (const entry of chosen) store.put("done", entry.key, { state, since: isoDay(today()) }, entry.former)
  }

  function undo() {
    const steps = undoSteps(id)
    for (const [key, state, since] of steps.pop()?.before ?? []) store.put("done", key, { state, since })
    store.put("undo", id, { steps })
  }

  function filter(left) {
    onlyLeft = left
    refresh([{}])
  }

  /** Read again what changed: entries by their keys, or everything for a change without a kind. */
  function refresh(changes) {
    const keys = new Set(changes.filter(one => one.kind === "done").map(one => one.id))
    const all = changes.some(one => !one.kind || one.kind === "setting")
    for (const entry of entries) if (all || entry.keys.some(key => keys.has(key))) readState(entry)
    if (all) applyFilters()
    bar.update(entries, undoSteps(id).at(-1)?.label)
    for (const section of sections) updateSection(section)
    changed(entries)
  }

  function applyFilters() {
    const reader = readerOf(store.get("setting", "reader")?.value)
    tools.update(reader, onlyLeft)
    for (const entry of entries) {
      entry.foreign = !concerns(entry.root.dataset.for, reader)
      entry.root.hidden = entry !== linked && (entry.foreign || (onlyLeft && entry.state !== "open"))
    }
    const foreign = entries.filter(entry => entry.root.hidden && entry.foreign).length
    const finished = entries.filter(entry => entry.root.hidden && !entry.foreign).length
    const reasons = [foreign && `${foreign} for other readers`, finished && `${finished} done or not for you`]
    hidden.hidden = !foreign && !finished
    hidden.replaceChildren(`Hidden: ${reasons.filter(Boolean).join(", ")}. `, button("Show all", showAll))
  }

  function showAll() {
    onlyLeft = false
    store.put("setting", "reader", { value: "" })
    refresh([{}]) // at once: what is hidden cannot take the focus
    entries[0]?.box.focus()
  }

  /** Open, show and focus the entry that the address names, by its present or a former id. */
  function showLinked() {
    const target = document.getElementById(location.hash.slice(1))
    linked?.root.removeAttribute("data-linked")
    linked = entries.find(entry => entry.root === target?.closest("[data-entry]")) ?? firstOfHidden(target)
    if (!linked) return
    refresh([{}])
    linked.root.setAttribute("data-linked", "")
    for (const more of linked.root.querySelectorAll("details")) more.open = true
    linked.box.focus({ preventScroll: true })
    linked.root.scrollIntoView({ block: "center" })
  }

  /** A timeline with dates hides its phases' headings; a link to one leads to the phase's first step. */
  function firstOfHidden(target) {
    return sections.find(section => section.heading === target && !target.checkVisibility())?.entries[0]
  }
}

const isUndoStep = step => typeof step?.label === "string" && Array.isArray(step.before) && step.before.every(Array.isArray)

/** Read the steps that can be undone; whatever is not of their form is left out. */
function undoSteps(id) {
  const steps = store.get("undo", id)?.steps
  return Array.isArray(steps) ? steps.filter(isUndoStep) : []
}

/** Read an entry's element: its key in the store, with the former ones, and its box. */
function readEntry(root) {
  const former = root.dataset.was?.split(" ") ?? []
  const key = root.dataset.entry
  const text = root.querySelector(".guide-entry__text")
  text.id = `${root.id}--text`
  return { root, key, former, keys: [key, ...former], name: text.textContent, text, box: root.querySelector("input") }
}

/** Read an entry's state from the store and show it; anything unknown counts as open. */
function readState(entry) {
  const record = store.get("done", entry.key, entry.former)
  const since = parseDay(record?.since)
  entry.state = STATES.includes(record?.state) ? record.state : "open"
  entry.since = since === undefined ? undefined : record.since
  entry.box.checked = entry.state === "done"
  entry.root.dataset.state = entry.state
  const done = since === undefined ? "Done" : `Done on ${show(since, LONG)}`
  say(entry.note, { open: "", done, skipped: "Not for me" }[entry.state])
  say(entry.skip, entry.state === "skipped" ? "For me after all" : "Not for me")
}

function prepareEntry(entry, change) {
  const skip = () => {
    const skipped = entry.state === "skipped"
    change(skipped ? "for me after all" : "not for me", [entry], skipped ? "open" : "skipped")
  }
  entry.note = make("p", { className: "guide-entry__state" })
  entry.skip = button("Not for me", skip, "guide-entry__skip")
  entry.skip.setAttribute("aria-describedby", entry.text.id)
  entry.root.querySelector(".guide-entry__line").after(entry.note)
  entry.root.append(entry.skip)
  entry.box.onchange = () => {
    const done = entry.box.checked
    change(done ? "tick" : "untick", [entry], done ? "done" : "open")
  }
}

function readSection(root, entries) {
  const heading = root.querySelector(".guide-list__heading")
  return { root, heading, title: heading.firstChild.textContent, entries: entries.filter(entry => root.contains(entry.root)) }
}

const openOnes = section => section.entries.filter(entry => entry.state === "open" && !entry.root.hidden)

function prepareSection(section, change) {
  const tickAll = () => change(`tick all of “${section.title}”`, openOnes(section), "done")
  section.all = button("", tickAll, "guide-list__all")
  section.heading.after(section.all)
}

function updateSection(section) {
  const open = openOnes(section).length
  section.root.hidden = section.entries.every(entry => entry.root.hidden)
  hide(section.all, open < 2, section.entries.find(entry => !entry.root.hidden)?.box)
  say(section.all, `Tick all ${open}`)
  section.all.setAttribute("aria-label", `Tick all ${open} of ${section.title}`)
}

/** Count states in words: `7 of 12 done, 2 not for me`. An empty list is `0 of 0 done`. */
export function tally(states) {
  const done = states.filter(state => state === "done").length
  const skipped = states.filter(state => state === "skipped").length
  const total = states.length - skipped
  const words = `${done} of ${total} done${skipped ? `, ${skipped} not for me` : ""}`
  return { done, total, words: total && done === total ? `All done: ${words}` : words }
}

function makeBar(undo) {
  const progress = make("progress", { className: "guide-bar__progress", "aria-label": "Done" })
  const words = make("p", { className: "guide-bar__count", role: "status", tabIndex: -1 })
  const back = button("Undo", undo, "guide-bar__undo")
  const root = make("div", { className: "guide-bar" }, progress, words, back)
  const update = (entries, label) => {
    const result = tally(entries.filter(entry => !entry.foreign).map(entry => entry.state))
    progress.max = result.total || 1
    progress.value = result.done
    say(words, result.words)
    say(back, label ? `Undo: ${label}` : "Undo")
    back.title = back.textContent // the button may be too narrow to show it all
    hide(back, !label, words)
  }
  return { root, update }
}

function makeTools(entries, { filter, read, reset }) {
  const select = make("select", { className: "guide-select", onchange: () => read(select.value) })
  for (const [value, text] of Object.entries({ "": "Everyone", ...READERS })) select.add(new Option(text, value))
  const field = make("label", { className: "guide-tools__field" }, "Show for ", select)
  field.hidden = !entries.some(entry => entry.root.dataset.for)
  const left = button("Only what is left", () => filter(left.getAttribute("aria-pressed") !== "true"))
  const root = make("div", { className: "guide-tools" }, field, left, makePrintMenu(), button("Reset this list", reset, "guide-button--quiet"))
  const update = (reader, onlyLeft) => {
    select.value = reader
    left.setAttribute("aria-pressed", onlyLeft)
  }
  return { root, update }
}

function makePrintMenu() {
  const menu = make("details", { className: "guide-menu" })
  const summary = make("summary", { className: "guide-button", textContent: "Print" })
  const choose = how => () => {
    menu.open = false
    summary.focus()
    print(how)
  }
  const items = make(
    "div",
    { className: "guide-menu__items" },
    button("Print blank", choose("blank")),
    button("Print with progress", choose("progress")),
    button("Print what is left", choose("left")),
  )
  menu.append(summary, items)
  return menu
}
