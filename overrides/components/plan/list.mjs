// What to do now: the steps of the plan in groups, from overdue to later. A step that is ticked stays
// where it is until the list is sorted anew.

import { LONG, WITH_WEEKDAY, distance, isoDay, language, show } from "../core/dates.mjs"
import { count, make, say } from "../core/dom.mjs"
import { startTicks } from "../core/ticks.mjs"
import { makeFields } from "./fields.mjs"
import { GROUPS } from "./model.mjs"

const LONG_PLAN = 100 // steps

/** Make the list; it is built anew when another plan, or another kind of placement, is shown. */
export function makeList(context) {
  const root = make("div", { className: "guide-plan__steps" })
  let shown
  let list
  return { root, update }

  function update(plan, sort) {
    // Deadlines of applications stand here before a kind of placement is chosen.
    const wanted = [plan.id, plan.placement?.id, plan.extras.length > 0, ...new Set(plan.steps.map(step => step.timelineId))].join("/")
    if (shown !== wanted) {
      list?.stop()
      list = plan.placement || plan.extras.length > 0 ? buildList(context, plan) : undefined
      root.replaceChildren(...(list ? [list.root] : []))
      list?.begin()
      shown = wanted
    }
    list?.update(plan, sort)
  }
}

function buildList(context, plan) {
  const controller = new AbortController()
  context.signal.addEventListener("abort", () => controller.abort())
  const rows = new Map(plan.steps.map(step => [step.key, makeRow(step, context)]))
  let writeRest = () => {}
  window.addEventListener("beforeprint", () => writeRest(), { signal: controller.signal })
  const groups = new Map(Object.entries(GROUPS).map(([id, title]) => [id, makeGroup(id, title)]))
  const section = make("div", { className: "guide-list__section", "data-section": "" }, make("h2", { className: "guide-list__heading", textContent: "What to do now" }), ...[...groups.values()].map(group => group.root))
  const root = make("section", { className: "guide-list guide-timeline", "data-list": "plan", "aria-label": "Steps of the plan" }, make("p", { className: "guide-list__summary" }), section)
  for (const row of rows.values()) groups.get("later").list.append(row.root)
  return { root, begin: () => rows.size && startTicks(root, controller.signal), stop: () => controller.abort(), update }

  /** Write the rows. In a long plan those out of sight follow after the paint. */
  function update(plan, sort) {
    const long = plan.steps.length > LONG_PLAN
    const steps = plan.steps.map(step => [step, !long || rows.get(step.key).isInSight()])
    const write = inSight => steps.forEach(([step, seen]) => seen === inSight && rows.get(step.key).update(step, plan))
    writeRest = () => {
      writeRest = () => {}
      write(false)
    }
    write(true)
    if (long) requestAnimationFrame(() => setTimeout(writeRest))
    if (sort) arrange(plan)
    for (const group of groups.values()) showCount(group, plan)
  }

  function arrange(plan) {
    const focused = document.activeElement
    for (const [id, group] of groups) {
      const steps = sorted(plan.steps.filter(step => step.group === id)).map(step => rows.get(step.key).root)
      const extras = plan.extras.filter(extra => extra.group === id).sort((a, b) => a.day - b.day).map(extra => makeExtra(extra, plan.today))
      const wanted = [...extras, ...steps]
      if (wanted.length !== group.list.children.length || wanted.some((row, n) => group.list.children[n] !== row)) group.list.replaceChildren(...wanted)
    }
    if (root.contains(focused)) focused.focus({ preventScroll: true })
  }
}

const begin = step => step.result?.latestStart ?? Infinity
export const sorted = steps => [...steps].sort((a, b) => begin(a) - begin(b) || (a.result?.latestFinish ?? 0) - (b.result?.latestFinish ?? 0) || a.number - b.number)

function makeGroup(id, title) {
  const number = make("span", { className: "guide-plan__count" })
  const list = make("ol", { className: "guide-list__entries guide-timeline__rail" })
  const heading = make("h3", { className: "guide-month__name" }, `${title} `, number)
  return { id, root: make("div", { className: "guide-plan__group", "data-group": id }, heading, list), list, number }
}

/** Count what can be seen; a group with nothing to see is not shown. */
function showCount(group) {
  const seen = [...group.list.children].filter(row => !row.hidden)
  group.root.hidden = seen.length === 0
  say(group.number, `(${seen.length})`)
}

function makeRow(step, context) {
  const date = make("time", { className: "guide-step__date", lang: language() })
  const away = make("span", { className: "guide-step__away" })
  const status = make("strong", { className: "guide-step__status" })
  const windows = make("p", { className: "guide-step__window" })
  const text = make("span", { className: "guide-entry__text" }, ...step.content.cloneNode(true).childNodes)
  const box = make("input", { type: "checkbox", className: "guide-entry__box", autocomplete: "off" })
  const root = make(
    "li",
    { className: "guide-entry guide-step", id: `plan--${step.key.replace("/", "--")}`, "data-entry": step.key },
    make("p", { className: "guide-step__due" }, date, " ", away, " ", status),
    make("p", { className: "guide-entry__line" }, make("label", { className: "guide-entry__label" }, box, text)),
    windows,
    ...checklistOf(step, context.parts),
  )
  if (step.former.length) root.dataset.was = step.former.join(" ")
  if (step.audiences) root.dataset.for = step.audiences
  const fields = makeFields(step, context)
  root.append(fields.root)
  return { root, update, isInSight: () => date.checkVisibility({ contentVisibilityAuto: true }) }

  function update(step, plan) {
    const { words, away: far, now } = whenOf(step, plan)
    say(date, words)
    if (step.result?.latestFinish < Infinity) date.dateTime = isoDay(step.result.latestFinish)
    say(away, far)
    say(status, now.words)
    status.dataset.status = now.kind
    say(windows, windowsOf(step))
    fields.update(step)
  }
}

function checklistOf(step, parts) {
  const list = parts.checklists.get(step.checklist)
  return list?.link ? [make("p", { className: "guide-step__checklist" }, "Checklist: ", make("a", { href: list.link, textContent: list.title }))] : []
}

/** Say when a step must be done: the day, how far it is, and what is wrong. */
export function whenOf(step, plan) {
  const { result } = step
  if (!result || result.latestFinish === Infinity) return { words: step.words, away: "", now: { words: "", kind: "" } }
  if (step.state === "done") return { words: "", away: "", now: { words: "", kind: "done" } }
  const day = result.latestFinish
  const lead = step.hard?.kind === "appointment" ? "On " : "By "
  return { words: `${lead}${show(day, WITH_WEEKDAY)}`, away: distance(day, plan.today), now: statusOf(step, plan) }
}

function statusOf({ result, group }, { today }) {
  if (group === "overdue") return { words: `Overdue by ${count(Math.max(today - result.latestFinish, 0), "day")}`, kind: "overdue" }
  if (result.slack < 0) return { words: `Does not fit: ${count(-result.slack, "day")} short`, kind: "overdue" }
  if (result.latestStart <= today) return { words: "Start now", kind: "this-week" }
  return { words: "", kind: "later" }
}

/** Say the rest of what is known about a step's days. */
export function windowsOf(step) {
  const { result } = step
  if (!result || step.state === "done") return ""
  return [
    step.planned !== undefined && `You planned it for ${show(step.planned, LONG)}${plannedFault(step)}.`,
    step.hard && `${step.hard.kind === "appointment" ? "Your appointment" : "Your deadline"}: ${show(step.hard.day, LONG)}.`,
    step.lengths.takes && result.latestStart < Infinity && `Start by ${show(result.latestStart, LONG)}.`,
    result.opens !== undefined && `Not before ${show(result.opens, LONG)}.`,
    result.slack > 0 && result.slack < Infinity && `${count(result.slack, "day")} of slack.`,
    step.conditions,
  ].filter(Boolean).join(" ")
}

function plannedFault({ planned, result }) {
  if (planned > result.latestFinish) return `, ${count(planned - result.latestFinish, "day")} too late`
  if (result.opens !== undefined && planned < result.opens) return `, ${count(result.opens - planned, "day")} too early`
  return ""
}

export function makeExtra(extra, today) {
  const name = extra.link ? make("a", { href: extra.link, textContent: extra.text }) : extra.text
  return make(
    "li",
    { className: "guide-entry guide-step guide-plan__extra" },
    make("p", { className: "guide-step__due" }, make("time", { className: "guide-step__date", dateTime: isoDay(extra.day), lang: language(), textContent: show(extra.day, WITH_WEEKDAY) }), " ", make("span", { className: "guide-step__away", textContent: distance(extra.day, today) })),
    make("p", { className: "guide-plan__extra-text" }, name),
  )
}
