// Interview practice: a clock, own notes and a mark with its date on every card of a bank of questions.

import { LONG, isoDay, parseDay, show, today } from "../core/dates.mjs"
import { button, hide, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { formerOf, makeClear, makePrint, makeTools } from "../core/toolbox.mjs"
import { clockWords, makeClock } from "./clock.mjs"
import { ordered, shuffled } from "./order.mjs"

const MINUTES = [1, 2, 3, 5, 10]
const DEFAULT = 2

let paused = () => {} // stops the one clock that runs, on whichever card of the page it is

/** Start a bank on its element. */
export function start(root, signal) {
  const id = root.dataset.tool
  const list = root.querySelector(".guide-practice__cards")
  const tools = makeTools()
  const cards = [...list.children].map(one => readCard(one, { said: tools.said, signal, minutes, touched: card => (current = card) }))
  const keys = cards.map(({ key }) => key)
  const fields = () => cards.flatMap(({ key, former }) => [["practice", key, former], ["note", key, former]])
  const cleared = makeClear({ id, text: "Clear my marks and notes", fields, said: tools.said, next: tools.status })
  const counted = make("p", { className: "guide-practice__count" })
  const hidden = make("p", { className: "guide-list__hidden", hidden: true })
  const select = makeMinutes(value => store.put("setting", "practice-minutes", { value }))
  const only = button("Only what is not practised", () => filter(only.getAttribute("aria-pressed") !== "true"))
  const inOrder = button("Given order", () => arrange(keys))
  let current
  let filtered = false

  tools.root.append(
    make("label", { className: "guide-tools__field" }, "Time for an answer ", select),
    only,
    button("Shuffle", () => arrange(shuffled(order(), (current ?? inView())?.key))),
    inOrder,
    ...makePrint(root),
    cleared.clear,
    cleared.undo,
  )
  list.before(counted, tools.root, tools.status, hidden)
  store.on("change", () => update(), signal)
  window.addEventListener("pageshow", () => update(), { signal })
  window.addEventListener("hashchange", showLinked, { signal })
  update()
  showLinked()

  function minutes() {
    const value = store.get("setting", "practice-minutes")?.value
    return MINUTES.includes(value) ? value : DEFAULT
  }

  function order() {
    return ordered(keys, store.get("order", id)?.value)
  }

  /** Keep an order, and say what happened. The card the reader was at stays where it is. */
  function arrange(next) {
    const card = current ?? inView()
    const top = card?.root.getBoundingClientRect().top
    store.put("order", id, { value: next })
    place(card)
    if (card) window.scrollBy({ top: card.root.getBoundingClientRect().top - top, behavior: "instant" })
    tools.said(next === keys ? "The questions are in the given order again." : "Shuffled. The question you were at stays in its place.")
  }

  /** Move the other cards round one that is not touched, so that focus and caret in it are kept. */
  function place(card) {
    const wanted = order()
    const shown = [...list.children].map(one => one.dataset.card)
    if (wanted.every((key, n) => key === shown[n])) return
    const elements = wanted.map(key => cards.find(one => one.key === key).root)
    const still = card && elements.includes(card.root) ? card.root : undefined
    const at = still ? elements.indexOf(still) : 0
    for (const one of elements.slice(0, at)) still.before(one)
    list.append(...elements.slice(still ? at + 1 : 0))
  }

  /** Find the first card that can be seen. */
  function inView() {
    return cards.find(({ root }) => !root.hidden && root.getBoundingClientRect().bottom > 120 && root.getBoundingClientRect().top < window.innerHeight)
  }

  function filter(on) {
    filtered = on
    only.setAttribute("aria-pressed", filtered)
    for (const card of cards) card.root.hidden = filtered && card.practised
    const away = cards.filter(({ root }) => root.hidden).length
    hide(hidden, !away, only)
    hidden.replaceChildren(`Hidden: ${away} practised. `, button("Show all", () => { filter(false); only.focus() }))
    tools.said(away === cards.length ? "You have practised every question of this bank." : "")
  }

  function update() {
    for (const card of cards) card.update()
    place(current)
    select.value = minutes()
    only.setAttribute("aria-pressed", filtered)
    hide(inOrder, order().every((key, n) => key === keys[n]), only)
    cleared.update()
    say(counted, `${cards.filter(({ practised }) => practised).length} of ${cards.length} practised`)
  }

  /** A link to one question shows it, even when it is practised and the filter is on. */
  function showLinked() {
    const linked = cards.find(({ root }) => location.hash && `#${root.id}` === location.hash)
    if (!linked) return
    linked.root.hidden = false
    linked.root.scrollIntoView({ block: "center" })
  }
}

function makeMinutes(save) {
  const select = make("select", { className: "guide-select", onchange: () => save(Number(select.value)) })
  for (const minutes of MINUTES) select.add(new Option(minutes === 1 ? "1 minute" : `${minutes} minutes`, minutes))
  return select
}

/** Make a card's clock, mark and notes. */
function readCard(root, { said, signal, minutes, touched }) {
  const key = root.dataset.card
  const former = formerOf(root)
  const words = `${root.id}--text`
  const question = root.querySelector(".guide-practice__question").textContent
  const box = make("input", { type: "checkbox", className: "guide-practice__box", autocomplete: "off", "aria-describedby": words })
  const since = make("span", { className: "guide-practice__since" })
  const mark = make("label", { className: "guide-practice__mark" }, box, make("span", {}, "Practised", since))
  const note = make("textarea", { className: "guide-practice__note", rows: 3, autocomplete: "off", "aria-describedby": words })
  const shown = make("p", { className: "guide-tool__shown guide-practice__shown" })
  const field = make("label", { className: "guide-practice__field" }, make("span", { textContent: "My notes" }), note)
  const clock = makeCardClock({ said, minutes, question, words, signal })
  const card = { root, key, former, practised: false, update }

  box.onchange = () => store.put("practice", key, { state: box.checked ? "done" : "open", since: isoDay(today()) }, former)
  note.oninput = () => store.put("note", key, { value: note.value }, former)
  root.addEventListener("focusin", () => touched(card))
  root.addEventListener("pointerdown", () => touched(card))
  root.querySelector(".guide-practice__hint").before(clock)
  root.querySelector(".guide-practice__hint").after(field, shown, mark)
  return card

  function update() {
    const record = store.get("practice", key, former)
    const day = parseDay(record?.since)
    const text = store.get("note", key, former)?.value
    const value = typeof text === "string" ? text : ""
    card.practised = record?.state === "done"
    box.checked = card.practised
    root.dataset.state = card.practised ? "done" : "open"
    say(since, card.practised && day !== undefined ? ` on ${show(day, LONG)}` : "")
    if (note.value !== value) note.value = value
    say(shown, value)
  }
}

/** Make the clock of a card: one button that starts, pauses and goes on, and one that sets it back. */
function makeCardClock({ said, minutes, question, words, signal }) {
  const face = make("span", { className: "guide-practice__face", role: "timer", "aria-label": "Time left", hidden: true })
  const go = button("Start the clock", press, "guide-practice__go")
  const back = button("Set back", setBack, "guide-button--quiet")
  const clock = makeClock(tick)
  const pause = () => {
    if (!clock.running) return
    clock.pause()
    label()
  }
  let started = false
  go.setAttribute("aria-describedby", words)
  back.setAttribute("aria-describedby", words)
  back.hidden = true
  signal.addEventListener("abort", () => clock.pause())
  return make("div", { className: "guide-practice__clock" }, go, face, back)

  function press() {
    if (clock.running) return pause()
    paused()
    paused = pause
    if (!started) clock.set(minutes() * 60)
    started = true
    said("")
    clock.run()
    label()
  }

  function setBack() {
    clock.pause()
    started = false
    label()
  }

  function tick(seconds) {
    say(face, clockWords(seconds))
    if (seconds) return
    started = false
    label()
    said(`The time is over: ${question}`)
  }

  function label() {
    say(go, clock.running ? "Pause" : started ? "Go on" : "Start the clock")
    say(face, started ? clockWords(clock.seconds) : face.textContent === "0:00" ? "0:00" : "")
    face.hidden = !face.textContent
    hide(back, !started, go)
  }
}
