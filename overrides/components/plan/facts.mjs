// The facts of a plan: what it is for, who the reader is, when it starts. A change of the start day is
// shown before it is made, and can be undone.

import { LONG, isoDay, parseDay, show } from "../core/dates.mjs"
import { button, count, hide, make, say } from "../core/dom.mjs"
import { describePlan, readerFor } from "../core/plans.mjs"
import { READERS } from "../core/reader.mjs"
import { store } from "../core/store.mjs"
import { lateSteps, movedTo, openSteps } from "./model.mjs"

const STAGES = { premed: "Pre-med student", student: "Medical student", graduate: "Graduate" }
export const HOMES = { "": "Choose", usa: "USA", pakistan: "Pakistan", other: "Another country" }
export const HOSTS = { home: "Where I live or study", usa: "USA", abroad: "Another country" }
const DATES = { type: "date", min: "1990-01-01", max: "2100-12-31" }

/** Make the form of the facts. */
export function makeFacts(context) {
  const { parts } = context
  const placement = choice("Kind of placement", { "": "Choose", ...Object.fromEntries([...parts.placements].map(([id, one]) => [id, one.title])) })
  const stage = choice("I am a", STAGES)
  const home = choice("I live or study in", HOMES)
  const host = choice("The placement is", HOSTS)
  const start = input("First day", DATES)
  const deadline = input("Application deadline, if you know it", DATES)
  const weeks = input("Length in weeks", { type: "number", min: "1", max: "104" })
  const name = input("Name of this plan", { type: "text", maxLength: 80 })
  const save = make("button", { type: "submit", className: "guide-button guide-button--main", textContent: "Make my plan" })
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const preview = make("div", { className: "guide-plan__preview", hidden: true })
  const undo = button("Undo", undoFacts, "guide-button--quiet")
  const form = make("form", { className: "guide-plan__form" }, ...[placement, stage, home, host, start, deadline, weeks, name].map(one => one.root), save)
  const summary = make("summary", { textContent: "What this plan is for" })
  const details = make("details", { className: "guide-plan__facts", open: true }, summary, form)
  const root = make("div", {}, details, preview, make("div", { className: "guide-plan__said" }, status, undo))
  let touched = false
  let shownFor

  form.oninput = () => {
    touched = true
    fit()
  }
  form.onsubmit = event => {
    event.preventDefault()
    propose()
  }
  return { root, update }

  /** Show only the fields that the kind of placement asks for, and the date that its timeline has already. */
  function fit() {
    const chosen = parts.placements.get(placement.control.value)
    host.root.hidden = chosen?.host !== "any"
    deadline.root.hidden = !chosen?.deadlineTimelines.length
    const timeline = chosen && parts.timelines.get(chosen.timelines[0])
    say(start.words, timeline?.question ?? "First day")
    if (chosen && !start.control.value) start.control.value = store.get("start", timeline.id)?.date ?? ""
  }

  function update(plan) {
    hide(undo, !factsBefore(), status)
    say(summary, plan.placement ? describe(plan) : "What this plan is for")
    say(save, plan.placement ? "Save" : "Make my plan")
    if (shownFor !== plan.id) {
      touched = false
      details.open = !plan.placement
      preview.hidden = true
      shownFor = plan.id
    }
    if (!touched) fill(plan)
  }

  function fill({ about, reader, placement: kind, start: first, deadline: last }) {
    placement.control.value = kind?.id ?? askedFor(parts)?.id ?? ""
    stage.control.value = reader.split("-").at(-1) || "student"
    home.control.value = about.home in HOMES ? about.home : ""
    host.control.value = about.host in HOSTS ? about.host : "home"
    start.control.value = first === undefined ? "" : isoDay(first)
    deadline.control.value = last === undefined ? "" : isoDay(last)
    weeks.control.value = about.weeks
    name.control.value = about.name === "My plan" ? "" : about.name
    fit()
  }

  /** Read the form: what would be kept. */
  function read() {
    const kind = parts.placements.get(placement.control.value)
    const where = kind?.host === "any" ? host.control.value : kind?.host
    return {
      kind,
      about: { name: name.control.value.trim() || kind?.title, placement: kind?.id, home: home.control.value, host: host.control.value, weeks: weeks.control.value },
      reader: readerFor(stage.control.value, home.control.value, where),
      start: parseDay(start.control.value),
      deadline: parseDay(deadline.control.value),
    }
  }

  function propose() {
    const wanted = read()
    if (!wanted.kind) {
      say(status, "Choose a kind of placement first.")
      return placement.control.focus()
    }
    const { plan } = context
    const moves = plan.placement === wanted.kind && plan.start !== undefined && wanted.start !== undefined && plan.start !== wanted.start
    if (!moves) return keep(wanted)
    const apply = button("Move the plan", () => keep(wanted), "guide-button--main")
    const leave = button("Leave it", () => {
      touched = false
      preview.hidden = true
      update(context.plan)
      say(status, "Nothing was changed.")
      status.focus()
    })
    preview.replaceChildren(make("h3", { textContent: "What would change", tabIndex: -1 }), ...describeMove(plan, movedTo(plan, wanted.start)), make("div", { className: "guide-tools" }, apply, leave))
    preview.hidden = false
    preview.querySelector("h3").focus()
  }

  function keep(wanted) {
    const { plan } = context
    store.put("undo", "facts", { before: plan.placement ? snapshot(plan) : null })
    write(wanted)
    touched = false
    preview.hidden = true
    details.open = false
    say(status, wanted.start === undefined ? "Saved. Give a first day, and every step gets its date." : "Saved.")
    status.focus()
  }

  function write({ kind, about, reader, start: first, deadline: last }) {
    describePlan(store.plan, about)
    store.put("setting", "reader", { value: reader })
    const date = day => (day === undefined ? null : isoDay(day))
    for (const id of kind.timelines) store.put("start", id, { date: date(first) })
    for (const id of kind.deadlineTimelines) store.put("start", id, { date: date(last) })
  }

  function undoFacts() {
    const before = factsBefore()
    const kind = parts.placements.get(before.about.placement)
    store.put("undo", "facts", { before: null })
    if (kind) write({ ...before, kind, start: parseDay(before.start), deadline: parseDay(before.deadline) })
    touched = false
    say(status, "Undone.")
    status.focus()
  }
}

/** An address such as my-plan/#kind=usa-placement chooses the kind, by its name or its main timeline's. */
function askedFor(parts) {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("kind")
  return [...parts.placements.values()].find(one => one.id === wanted || one.timelines[0] === wanted)
}

const snapshot = ({ about: { name, placement, home, host, weeks }, reader, start, deadline }) => ({
  about: { name, placement, home, host, weeks },
  reader,
  start: start === undefined ? "" : isoDay(start),
  deadline: deadline === undefined ? "" : isoDay(deadline),
})

/** Read what the facts were before the last change; whatever is not of that form is left out. */
function factsBefore() {
  const before = store.get("undo", "facts")?.before
  return typeof before?.about === "object" && before.about !== null && typeof before.reader === "string" ? before : undefined
}

function choice(text, options) {
  const control = make("select", { className: "guide-select" })
  for (const [value, words] of Object.entries(options)) control.add(new Option(words, value))
  return field(text, control)
}

const input = (text, properties) => field(text, make("input", { className: "guide-date__input", ...properties }))

function field(text, control) {
  const words = make("span", { textContent: text })
  return { root: make("label", { className: "guide-plan__field" }, words, control), control, words }
}

/** Sum the facts up in a line. */
function describe({ about, placement, reader, start }) {
  const weeks = Number(about.weeks)
  const first = start === undefined ? "no first day yet" : `first day ${show(start, LONG)}`
  return [placement.title, first, weeks > 0 && count(weeks, "week"), READERS[reader]].filter(Boolean).join(" · ")
}

/** Say what moving the plan changes. */
function describeMove(plan, moved) {
  const days = moved.start - plan.start
  const dated = openSteps(plan).filter(step => step.anchor === plan.start)
  const names = steps => new Set(steps.map(step => step.key))
  const [before, after] = [names(lateSteps(plan)), names(lateSteps(moved))]
  const worse = lateSteps(moved).filter(step => !before.has(step.key))
  const better = lateSteps(plan).filter(step => !after.has(step.key))
  const fixed = openSteps(plan).filter(step => step.hard).length
  const expired = moved.steps.filter(step => step.result?.broken.some(one => one.rule === "expires"))
  const lines = [
    `The first day moves from ${show(plan.start, LONG)} to ${show(moved.start, LONG)}, ${count(Math.abs(days), "day")} ${days > 0 ? "later" : "earlier"}.`,
    `${count(dated.length, "open step")} ${dated.length === 1 ? "moves" : "move"} with it. What is done stays done.`,
    fixed && `${count(fixed, "date")} that you fixed yourself ${fixed === 1 ? "does" : "do"} not move.`,
    worse.length && `No longer fits: ${worse.map(step => `${step.text} (${count(-step.result.slack, "day")} short)`).join("; ")}`,
    better.length && `Fits again: ${better.map(step => step.text).join("; ")}`,
    expired.length && `Done, but no longer valid on the first day: ${expired.map(step => step.text).join("; ")}`,
  ].filter(Boolean)
  return [make("ul", {}, ...lines.map(textContent => make("li", { textContent })))]
}
