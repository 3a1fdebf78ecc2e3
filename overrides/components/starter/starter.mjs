// Three fields on the home page give the first dated steps at once; one button makes them the reader's plan.

import { LONG, WITH_WEEKDAY, isoDay, language, parseDay, show, today } from "../core/dates.mjs"
import { button, count, make, say } from "../core/dom.mjs"
import { aboutOf, describePlan, makePlan } from "../core/plans.mjs"
import { READERS, concerns } from "../core/reader.mjs"
import { place } from "../core/schedule.mjs"
import { store } from "../core/store.mjs"

const FIRST = 4 // steps shown

/** Start the fields on their element. */
export function start(root, signal) {
  const kinds = [...root.querySelector("template").content.children].map(readKind)
  const link = root.querySelector("a").href
  const kind = select("I want", Object.fromEntries(kinds.map(one => [one.id, one.title])))
  const reader = select("I am", READERS)
  const date = make("input", { type: "date", className: "guide-date__input", min: "1990-01-01", max: "2100-12-31" })
  const question = make("span", {})
  const message = make("p", { className: "guide-starter__message", role: "status" })
  const steps = make("ol", { className: "guide-starter__steps" })
  const keep = button("Make this my plan", keepPlan, "guide-button--main")

  reader.control.value = store.get("setting", "reader")?.value || "student"
  kind.control.onchange = update
  reader.control.onchange = update
  date.onchange = update
  document.addEventListener("visibilitychange", update, { signal })
  root.replaceChildren(make("div", { className: "guide-starter__fields" }, kind.root, reader.root, make("label", { className: "guide-starter__field" }, question, date)), message, steps, keep)
  update()

  function chosen() {
    return kinds.find(one => one.id === kind.control.value)
  }

  function update() {
    const { question: asked, steps: all } = chosen()
    const anchor = date.checkValidity() ? parseDay(date.value) : undefined
    say(question, asked)
    keep.textContent = anchor === undefined ? "Make my plan" : "Make this my plan"
    if (anchor === undefined) {
      say(message, "Give the first day, and the first steps get their dates here. They stay on this device.")
      return steps.replaceChildren()
    }
    const now = today()
    const own = all.filter(step => concerns(step.audiences, reader.control.value)).map(step => ({ ...step, ...place(step.lengths, anchor) })).sort((a, b) => a.due - b.due)
    const late = own.filter(step => step.due < now)
    const next = own.filter(step => step.due >= now)
    say(message, describe(late, next, anchor, now))
    steps.replaceChildren(...[...late.slice(0, 1), ...next].slice(0, FIRST).map(step => showStep(step, now)))
  }

  /** Keep the plan, in the plan that is empty yet or in a new one, and go to it. */
  function keepPlan() {
    const { id, title, timelines } = chosen()
    const about = { name: title, placement: id }
    if (aboutOf().placement) makePlan(about)
    else describePlan(store.plan, about)
    store.put("setting", "reader", { value: reader.control.value })
    if (date.value) for (const timeline of timelines) store.put("start", timeline, { date: date.value })
    location.assign(link)
  }
}

function readKind(root) {
  const { placement, title, question, host, timelines } = root.dataset
  return { id: placement, title, question, host, timelines: timelines.split(" "), steps: [...root.children].map(readStep) }
}

function readStep(root) {
  const { before, after, takes, notBefore, validFor } = root.dataset
  return { text: root.textContent.trim(), audiences: root.dataset.for ?? "", lengths: { before, after, takes, notBefore, validFor } }
}

function select(text, options) {
  const control = make("select", { className: "guide-select" })
  for (const [value, words] of Object.entries(options)) control.add(new Option(words, value))
  return { root: make("label", { className: "guide-starter__field" }, make("span", { textContent: text }), control), control }
}

function describe(late, next, anchor, now) {
  if (anchor < now) return `${show(anchor, LONG)} is in the past.`
  if (!late.length) return `You are in time: ${count(next.length, "step")} from ${show(next[0].due, LONG)} on. The first ones:`
  return `${count(late.length, "step")} of ${late.length + next.length} should have been done by now, the first ${count(now - late[0].due, "day")} ago. Nothing is moved: the plan shows what still fits.`
}

const showStep = (step, now) =>
  make("li", { className: step.due < now ? "guide-starter__late" : "" }, make("time", { dateTime: isoDay(step.due), lang: language(), textContent: show(step.due, WITH_WEEKDAY) }), make("span", { textContent: step.due < now ? ` Overdue by ${count(now - step.due, "day")}. ` : " " }), step.text)
