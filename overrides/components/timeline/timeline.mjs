// A timeline: the reader's own anchor date turns "12 weeks before" into dates, by month and as a picture.

import { LONG, MONTH, WITH_WEEKDAY, distance, isoDay, language, monthStart, parseDay, show, today } from "../core/dates.mjs"
import { button, count, hide, make, say } from "../core/dom.mjs"
import { place, status } from "../core/schedule.mjs"
import { store } from "../core/store.mjs"
import { startTicks } from "../core/ticks.mjs"
import { makeChart } from "./chart.mjs"

/** Start a timeline on its element. */
export function start(root, signal) {
  const id = root.dataset.list
  const steps = [...root.querySelectorAll(".guide-step")].map(readStep)
  const form = makeForm(root, value => store.put("start", id, { date: value }))
  const file = makeFile(root, steps)
  const months = make("div", { className: "guide-timeline__months" })
  const chart = make("figure", { className: "guide-chart", hidden: true })
  const homes = steps.map(step => step.root.parentElement)
  const anchor = () => parseDay(store.get("start", id)?.date)
  let shown = {}

  // In the page first: an address may name a step that stands under a month.
  root.querySelector("[data-section]").before(chart, months)
  const entries = startTicks(root, signal, update)
  root.querySelector(".guide-bar").before(form.root, file)
  // A tab may stay open over midnight, or for months.
  document.addEventListener("visibilitychange", () => update(entries), { signal })

  function update(entries) {
    const now = { anchor: anchor(), today: today() }
    steps.forEach((step, n) => Object.assign(step, { state: entries[n].state, foreign: entries[n].foreign }))
    const own = steps.filter((_, n) => !entries[n].foreign)
    if (now.anchor !== shown.anchor || now.today !== shown.today) arrange(now)
    shown = now
    form.show(now.anchor, now.today, own)
    if (now.anchor === undefined) return
    for (const step of steps) showStatus(step, now.today)
    for (const month of months.children) month.hidden = !month.querySelector(".guide-today, .guide-step:not([hidden])")
    chart.replaceChildren(...makeChart(own, now))
  }

  /** Put the steps under months when there is a date, and back into their phases when there is none. */
  function arrange({ anchor, today }) {
    const focused = document.activeElement
    months.replaceChildren()
    chart.hidden = file.hidden = anchor === undefined
    root.toggleAttribute("data-dated", anchor !== undefined)
    steps.forEach((step, n) => {
      homes[n].append(step.root)
      clearDates(step)
      if (anchor !== undefined) Object.assign(step, place(step.lengths, anchor))
    })
    if (anchor !== undefined) {
      for (const step of steps) showDates(step)
      months.append(...makeMonths(steps, today))
    }
    if (root.contains(focused)) focused.focus()
  }
}

function readStep(root) {
  const { before, after, takes, notBefore, validFor } = root.dataset
  const phase = root.closest("[data-section]").querySelector(".guide-list__heading").firstChild.textContent
  return {
    root,
    phase,
    number: root.value,
    lengths: { before, after, takes, notBefore, validFor },
    words: root.querySelector(".guide-step__due"),
    name: root.querySelector(".guide-entry__text").textContent,
  }
}

function makeForm(root, save) {
  const input = make("input", { type: "date", className: "guide-date__input", min: "1990-01-01", max: "2100-12-31" })
  const message = make("p", { className: "guide-date__message", role: "status" })
  const clear = button("Clear the date", () => save(null), "guide-button--quiet")
  const label = make("label", { className: "guide-date__label" }, root.dataset.question, input)
  // A date is saved when it is whole: while the reader still types, browsers give nothing, or years such as 0002.
  input.onchange = () => input.checkValidity() && save(input.value || null)
  input.onblur = () => input.checkValidity() || say(message, "This is not kept: give a whole date between 1990 and 2100.")
  const show = (anchor, today, steps) => {
    const text = anchor === undefined ? "" : isoDay(anchor)
    if (input.value !== text && document.activeElement !== input) input.value = text
    hide(clear, anchor === undefined, input)
    say(message, describe(anchor, today, steps))
  }
  return { root: make("div", { className: "guide-date" }, label, clear, message), show }
}

/** Make the button that saves the dated steps for a calendar. */
function makeFile(root, steps) {
  const status = make("p", { className: "guide-date__saved", role: "status" })
  const save = button("Calendar file", async () => {
    const { saveTimeline } = await import("./calendar.mjs").catch(() => ({ saveTimeline: () => "The file could not be made. Load the page again, and try once more." }))
    say(status, "")
    say(status, saveTimeline(root, steps))
  })
  return make("div", { className: "guide-date__file", hidden: true }, save, status)
}

/** Say in a sentence or two how the plan stands. */
function describe(anchor, today, steps) {
  if (anchor === undefined) return "Set the date, and every step gets its own. It stays on this device."
  const open = steps.filter(step => step.state === "open")
  const late = open.filter(step => step.due < today)
  const past = anchor < today ? "This date is in the past. " : ""
  if (!open.length) return `${past}Every step is done.`
  if (late.length) {
    const days = count(today - late[0].due, "day")
    const should = late.length === 1 ? "One step was due before today" : `${late.length} steps were due before today`
    return `${past}${should}, the first ${days} ago. Nothing was moved: do step ${late[0].number} first, ask whether the rest still fits, or choose a later date.`
  }
  return `${past}Next: step ${open[0].number}, ${show(open[0].due, LONG)}, ${distance(open[0].due, today)}.`
}

function clearDates(step) {
  for (const made of step.root.querySelectorAll("[data-made]")) made.remove()
}

/** Add the dates to a step, beside its words. */
function showDates(step) {
  const lines = [
    step.start !== undefined && `Start by ${show(step.start, WITH_WEEKDAY)}`,
    step.opens !== undefined && `Not before ${show(step.opens, WITH_WEEKDAY)}`,
    step.expires !== undefined && `Done on that day, it is valid until ${show(step.expires, WITH_WEEKDAY)}`,
  ].filter(Boolean)
  const date = make("time", { className: "guide-step__date", dateTime: isoDay(step.due), lang: language(), textContent: show(step.due, WITH_WEEKDAY), "data-made": "" })
  step.away = make("span", { className: "guide-step__away", "data-made": "" })
  step.status = make("strong", { className: "guide-step__status", "data-made": "" })
  step.words.prepend(date, " ", step.away, " ", step.status, " ")
  // After the action itself, so that it is read first.
  step.root.querySelector(".guide-entry__state").after(
    make("p", { className: "guide-step__phase", textContent: step.phase, "data-made": "" }),
    ...lines.map(textContent => make("p", { className: "guide-step__window", textContent, "data-made": "" })),
  )
}

function showStatus(step, today) {
  const now = status(step.due, today, step.state)
  const lateStart = step.start !== undefined && step.start < today && now !== "overdue" && step.state === "open"
  const words = {
    overdue: `Overdue by ${count(today - step.due, "day")}`,
    "this-week": "This week",
    "next-week": "Next week",
  }[now] ?? "" // a later step needs no word, and the line below a finished one says so already
  step.now = now
  step.status.dataset.status = now
  say(step.away, distance(step.due, today))
  say(step.status, lateStart ? (words ? `${words}: start now` : "Start now") : words)
}

/** Make one group a month, with today's place marked; steps of one day keep their order. */
function makeMonths(steps, today) {
  const groups = new Map()
  const group = day => {
    const start = monthStart(day)
    if (!groups.has(start)) groups.set(start, makeMonth(start))
    return groups.get(start).lastChild
  }
  const sorted = [...steps].sort((a, b) => a.due - b.due || a.number - b.number)
  const mark = make("li", { className: "guide-today", textContent: `Today, ${show(today, LONG)}` })
  let marked = false
  for (const step of sorted) {
    if (!marked && step.due >= today) {
      group(today).append(mark)
      marked = true
    }
    group(step.due).append(step.root)
  }
  if (!marked) group(today).append(mark)
  return groups.values()
}

function makeMonth(start) {
  return make(
    "div",
    { className: "guide-month" },
    make("h3", { className: "guide-month__name", textContent: show(start, MONTH) }),
    make("ol", { className: "guide-list__entries guide-timeline__rail" }),
  )
}
