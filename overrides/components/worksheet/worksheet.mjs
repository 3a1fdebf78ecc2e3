// A worksheet: the page holds real fields already; this keeps what the reader writes, prints and copies it.
// Every answer is a record of its own: `<worksheet>/<copy>/<field>`, and of a table `.../<row>/<column>`.

import { LONG, parseDay, show, today } from "../core/dates.mjs"
import { button, hide, make, say } from "../core/dom.mjs"
import { print } from "../core/print.mjs"
import { store } from "../core/store.mjs"
import { asText, grow, read, write } from "./answers.mjs"
import { dateCopy, dateOnce, listCopies, newCopy, removeCopy } from "./copies.mjs"
import { preparePaper } from "./paper.mjs"
import { fitRows, moveByArrows, offerRows } from "./tables.mjs"

const WAIT = 300 // milliseconds without a key before words are kept
const WHEN = { dateStyle: "medium", timeStyle: "short" }
const NOT_KEPT = "Not kept: this browser does not keep what you write. Print or copy it before you leave."

export function start(root, signal) {
  const id = root.dataset.worksheet
  const manyCopies = "copies" in root.dataset
  const tables = [...root.querySelectorAll("table[data-numbered]")]
  const day = root.querySelector(".guide-worksheet__day")
  const pending = new Set() // slots with words that are not kept yet
  let plan = store.plan
  let copy = firstCopy()
  let timer
  let cleared // what the last clearing took away; in memory only, so that clearing really clears

  const bar = makeBar(undo)
  const tools = makeTools({ manyCopies, openCopy, startCopy, copyText, clear })
  root.querySelector(".guide-worksheet__summary").after(bar.root, tools)
  for (const table of tables) offerRows(table, rows => store.put("worksheet", keyOf(fieldOf(table)), { rows }))
  for (const slot of root.querySelectorAll("fieldset[data-slot]")) offerNone(slot)

  root.addEventListener("input", ({ target }) => later(target.closest("[data-slot]")))
  root.addEventListener("change", ({ target }) => (target === day ? changeDay() : flush()))
  root.addEventListener("keydown", moveByArrows)
  store.on("change", ({ detail }) => detail.some(isOurs) && refresh(), signal)
  store.on("trouble", refresh, signal)
  store.on("leave", flush, signal)
  window.addEventListener("pagehide", flush, { signal })
  document.addEventListener("visibilitychange", flush, { signal })
  // Browsers restore fields of a form on going back; what counts is the store.
  window.addEventListener("pageshow", refresh, { signal })
  window.addEventListener("beforeprint", () => preparePaper(root), { signal })
  signal.addEventListener("abort", flush) // another page without a reload
  keepEarlyWords()
  refresh()

  function keyOf(slot) {
    return `${id}/${copy}/${slot}`
  }

  function isOurs({ kind, id: changed }) {
    return !kind || (kind === "worksheet" && changed.startsWith(`${id}/`))
  }

  /** Name the records that a slot had under former ids of its field. */
  function formerOf(slot) {
    const rest = slot.dataset.slot.split("/").slice(1)
    const was = slot.closest("[data-was]")?.dataset.was.split(" ") ?? []
    return was.map(old => old.replace("/", `/${copy}/`)).map(old => [old, ...rest].join("/"))
  }

  function slots() {
    return [...root.querySelectorAll("[data-slot]")]
  }

  function recordOf(slot) {
    return store.get("worksheet", keyOf(slot.dataset.slot), formerOf(slot))
  }

  function keep(slot, value) {
    store.put("worksheet", keyOf(slot.dataset.slot), { value }, formerOf(slot))
  }

  /** A slow connection lets readers write before this starts: their words are kept like all others. */
  function keepEarlyWords() {
    for (const slot of slots()) if (read(slot) !== "" && !recordOf(slot)) later(slot)
  }

  /** Keep what a slot holds after a moment without typing. */
  function later(slot) {
    if (!slot) return
    pending.add(slot)
    grow(slot)
    clearTimeout(timer)
    timer = setTimeout(flush, WAIT)
  }

  function flush() {
    clearTimeout(timer)
    if (pending.size && manyCopies) dateOnce(id, copy)
    for (const slot of pending) keep(slot, read(slot))
    pending.clear()
  }

  /** Show what is kept, but never over words that are not kept yet. */
  function refresh() {
    if (plan !== store.plan) [plan, copy, cleared] = [store.plan, firstCopy(), undefined]
    if (manyCopies) refreshCopies()
    for (const table of tables) fitRows(table, store.get("worksheet", keyOf(fieldOf(table)))?.rows)
    let changed = 0
    let filled = false
    for (const slot of slots()) {
      const record = recordOf(slot)
      if (!pending.has(slot)) write(slot, record?.value)
      changed = Math.max(changed, record?.updated < 1e15 ? record.updated : 0)
      filled ||= read(slot) !== ""
    }
    for (const none of root.querySelectorAll(".guide-worksheet__none")) hide(none, read(none.closest("[data-slot]")) === "")
    bar.update({ changed, filled, cleared })
  }

  function firstCopy() {
    if (!manyCopies) return 1
    const last = store.get("setting", `worksheet-${id}`)?.copy
    const copies = listCopies(id)
    return (copies.find(one => one.copy === last) ?? copies[0]).copy
  }

  function refreshCopies() {
    const copies = listCopies(id)
    if (!copies.some(one => one.copy === copy)) copy = copies[0].copy // removed in another tab
    tools.update(copies, copy)
    if (day !== document.activeElement) day.valueAsNumber = copies.find(one => one.copy === copy).day * 86_400_000
  }

  function openCopy(chosen) {
    flush()
    copy = chosen
    store.put("setting", `worksheet-${id}`, { copy })
    refresh()
  }

  function startCopy() {
    flush()
    if (slots().some(slot => read(slot) !== "")) {
      openCopy(newCopy(id))
      bar.say("New copy. The others are in the list.")
    } else {
      dateCopy(id, copy, today())
      bar.say("This copy is still empty. It has today’s date now.")
    }
    slots()[0].focus()
  }

  function changeDay() {
    const chosen = parseDay(day.value)
    if (chosen !== undefined) dateCopy(id, copy, chosen)
    else refreshCopies()
  }

  function clear() {
    flush()
    const answers = slots().filter(slot => read(slot) !== "").map(slot => [slot.dataset.slot, read(slot)])
    const rows = tables.map(table => [fieldOf(table), table.tBodies[0].rows.length])
    const removed = manyCopies && copy > 1
    if (!answers.length && !removed) return bar.say("There is nothing to clear.")
    cleared = { copy, answers, rows, removed }
    for (const slot of slots()) if (read(slot) !== "") keep(slot, "")
    for (const [field] of rows) store.put("worksheet", keyOf(field), { rows: 0 })
    if (removed) removeCopy(id, copy, true)
    refresh()
    bar.say(`${removed ? "Removed" : "Cleared"}. You can undo this until you leave the page.`)
  }

  /** Bring back what was cleared, but never over what was written since. */
  function undo() {
    flush()
    const { answers, rows, removed } = cleared
    copy = cleared.copy
    cleared = undefined
    if (removed) removeCopy(id, copy, false)
    for (const [field, count] of rows) store.put("worksheet", keyOf(field), { rows: count })
    refresh()
    for (const [name, value] of answers) {
      const slot = root.querySelector(`[data-slot="${name}"]`)
      if (slot && read(slot) === "") keep(slot, value)
    }
    refresh()
    bar.say("Your words are back.")
  }

  function offerNone(slot) {
    const none = button("Clear this answer", () => {
      write(slot, "")
      later(slot)
      flush()
      slot.querySelector("input").focus()
    }, "guide-worksheet__none guide-button--quiet")
    slot.append(none)
  }

  async function copyText() {
    const text = asText(root, manyCopies ? show(parseDay(day.value) ?? today(), LONG) : "")
    try {
      await navigator.clipboard.writeText(text)
      bar.say("Copied. You can paste it anywhere.")
    } catch {
      bar.offer(text)
    }
  }
}

const fieldOf = table => table.closest("[data-field]").dataset.field

/** Make the line that says what is kept, and what just happened. */
function makeBar(undo) {
  const kept = make("p", { className: "guide-bar__count guide-worksheet__kept" })
  const said = make("p", { className: "guide-worksheet__said", role: "status", tabIndex: -1 })
  const back = button("Undo", undo, "guide-bar__undo")
  const root = make("div", { className: "guide-bar guide-worksheet__bar" }, kept, said, back)
  const update = ({ changed, filled, cleared }) => {
    const when = changed ? ` Last change: ${new Intl.DateTimeFormat(undefined, WHEN).format(changed)}.` : ""
    const state = filled ? `Kept on this device.${when}` : "Your words stay on this device."
    say(kept, store.trouble ? NOT_KEPT : state)
    hide(back, !cleared, said)
  }
  /** Show the text for copying by hand, where the browser does not let a page copy. */
  const offer = text => {
    const area = make("textarea", { className: "guide-worksheet__text", value: text, readOnly: true, rows: 6, "aria-label": "The worksheet as text" })
    root.parentElement.querySelector(".guide-worksheet__text")?.remove()
    root.after(area)
    area.select()
    said.textContent = "Your browser does not let us copy. The text is selected below: copy it by hand."
  }
  return { root, update, offer, say: text => (said.textContent = text) }
}

function makeTools({ manyCopies, openCopy, startCopy, copyText, clear }) {
  const select = make("select", { className: "guide-select", onchange: () => openCopy(Number(select.value)) })
  const field = make("label", { className: "guide-tools__field", hidden: true }, "Copy of ", select)
  const remove = button("Clear this worksheet", clear, "guide-button--quiet")
  const root = make(
    "div",
    { className: "guide-tools" },
    ...(manyCopies ? [field, button("New copy", startCopy)] : []),
    button("Print blank", () => print("blank")),
    button("Print filled in", () => print("progress")),
    button("Copy as text", copyText),
    remove,
  )
  root.update = (copies, copy) => {
    const names = copies.map(one => one.name).join()
    hide(field, copies.length < 2)
    if (select.dataset.names !== names) select.replaceChildren(...copies.map(one => new Option(one.name, one.copy)))
    select.dataset.names = names
    select.value = copy
    say(remove, copy > 1 ? "Remove this copy" : "Clear this copy")
  }
  return root
}
