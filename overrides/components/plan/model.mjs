// The reader's plan as it stands: the parts of the page, what the reader did, and the schedule of both.

import { daysOfApplications } from "../core/applications.mjs"
import { move, parseDay, today } from "../core/dates.mjs"
import { firstFit, schedule, shortfall } from "../core/network.mjs"
import { aboutOf, readerIn } from "../core/plans.mjs"
import { concerns } from "../core/reader.mjs"
import { store } from "../core/store.mjs"

export const GROUPS = {
  overdue: "Overdue",
  week: "The next seven days",
  month: "The next four weeks",
  waiting: "Waiting for others",
  later: "Later",
  undated: "Without a date",
  done: "Done or not for me",
}

const dayOf = value => parseDay(typeof value === "string" ? value : undefined)

/**
 * Read a plan, from the reader's own store or another: { id, about, reader, placement, today, start, deadline, steps, extras, checklists }.
 * A step has all of its part (key, text, content, link, number, timeline, lengths ...) and
 *   state (open, done, skipped), since, foreign (for other readers), planned (the reader's own day),
 *   hard { day, kind }, waiting (for somebody else), note (the reader's fields), group, and result (see core/network.mjs; none when skipped or foreign).
 * `extras` are days from elsewhere: { key, day, text, link, kind: "application" | "cost", done }.
 */
export function readPlan(parts, id = store.plan, now = today(), from = store) {
  const kept = from.of(id)
  const about = aboutOf(id, from)
  const placement = parts.placements.get(about.placement)
  const reader = readerIn(id, from)
  const start = placement && dateIn(kept, placement.timelines[0])
  const anchors = anchorsOf(kept, placement, start)
  const steps = stepsOf(parts, placement, anchors).map(step => readStep(kept, step, reader))
  const plan = {
    id,
    about,
    reader,
    placement,
    today: now,
    start,
    deadline: placement && dateIn(kept, placement.deadlineTimelines[0]),
    steps,
    checklists: (placement?.checklists ?? []).map(one => readChecklist(kept, parts.checklists.get(one), reader)),
    extras: [...(placement ? costsOf(kept, parts.budgets.get(placement.budget), start) : []), ...daysOfApplications(id, parts.tracker, from)],
  }
  return arrange(plan)
}

const dateIn = (kept, timeline) => (timeline ? dayOf(kept.get("start", timeline)?.date) : undefined)

/** Give each timeline's anchor day; one without its own counts from the first day. Those of a deadline wait until it is known. */
function anchorsOf(kept, placement, start) {
  const anchors = new Map()
  for (const id of placement?.timelines ?? []) anchors.set(id, dateIn(kept, id) ?? start)
  for (const id of placement?.deadlineTimelines ?? []) if (dateIn(kept, id) !== undefined) anchors.set(id, dateIn(kept, id))
  return anchors
}

function stepsOf(parts, placement, anchors) {
  return [...anchors].flatMap(([id, anchor]) => (parts.timelines.get(id)?.steps ?? []).map(step => ({ ...step, timelineId: id, anchor })))
}

function readStep(kept, step, reader) {
  const record = kept.get("done", step.key, step.former)
  const dates = kept.get("dates", step.key, step.former) ?? {}
  const hard = dayOf(dates.hard)
  return {
    ...step,
    state: ["done", "skipped"].includes(record?.state) ? record.state : "open",
    since: dayOf(record?.since),
    foreign: !concerns(step.audiences, reader),
    planned: dayOf(dates.planned),
    hard: hard === undefined ? undefined : { day: hard, kind: dates.kind === "appointment" ? "appointment" : "deadline" },
    waiting: dates.waiting === true,
    note: kept.get("note", step.key, step.former) ?? {},
  }
}

function readChecklist(kept, list, reader) {
  const items = list.items.map(item => ({ ...item, state: kept.get("done", item.key, item.former)?.state ?? "open", foreign: !concerns(item.audiences, reader) }))
  return { ...list, items }
}

/** Give the dated lines of the budget that the reader has put a figure on. */
function costsOf(kept, budget, start) {
  if (!budget || start === undefined) return []
  return budget.lines.flatMap(line => {
    const figure = kept.get("budget", line.key)?.value
    if (typeof figure !== "string" || !figure.trim()) return []
    const day = line.before ? move(start, line.before, -1) : move(start, line.after, 1)
    return [{ key: `cost/${line.key}`, day, text: `Pay: ${line.text}`, link: line.link, kind: "cost", done: false }]
  })
}

/** Turn a step into one of the network: what is for other readers counts for nothing. */
const node = step => ({
  id: step.key,
  state: step.foreign ? "skipped" : step.state,
  finished: step.since,
  anchor: step.anchor,
  ...step.lengths,
  needs: step.needs,
  gaps: step.gaps,
  hard: step.hard,
})

/** Schedule the steps and sort them into groups. */
function arrange(plan) {
  const results = schedule(plan.steps.map(node), plan.today)
  for (const step of plan.steps) {
    step.result = results.get(step.key)
    step.group = groupOf(step, plan.today)
  }
  for (const extra of plan.extras) extra.group = extra.done ? "done" : groupOfDay(extra.day, extra.day, plan.today)
  return plan
}

/** Say in which group a step stands: by the day it must be begun, or the reader's own planned day when that is sooner. */
function groupOf(step, today) {
  if (!step.result || step.state !== "open") return "done"
  if (step.waiting) return "waiting"
  const { latestFinish, latestStart } = step.result
  if (latestFinish === Infinity && step.planned === undefined) return "undated"
  return groupOfDay(Math.min(latestStart, step.planned ?? Infinity), Math.min(latestFinish, step.planned ?? Infinity), today)
}

function groupOfDay(begin, end, today) {
  if (end < today) return "overdue"
  if (begin < today + 7) return "week"
  return begin < today + 28 ? "month" : "later"
}

/** Give the steps that concern the reader and are not done, in the order of their latest start. */
export const openSteps = plan =>
  plan.steps.filter(step => step.result && step.state === "open").sort((a, b) => a.result.latestStart - b.result.latestStart || a.result.latestFinish - b.result.latestFinish || a.number - b.number)

/** Give the steps that no longer fit, the worst first. */
export const lateSteps = plan => openSteps(plan).filter(step => step.result.slack < 0).sort((a, b) => a.result.slack - b.result.slack)

/** Tell by how many days the plan does not fit. */
export const missing = plan => shortfall(plan.steps.map(node), plan.today)

/** Find the first start day from which everything fits; undefined when a hard date or an expired result is in the way. */
export function fittingStart(plan) {
  return plan.start === undefined ? undefined : firstFit(plan.steps.map(node), plan.today, plan.start)
}

/** Read the same plan as if it began on another day; nothing is kept. */
export function movedTo(plan, start) {
  const steps = plan.steps.map(step => ({ ...step, anchor: step.anchor === plan.start ? start : step.anchor }))
  return arrange({ ...plan, start, steps, extras: plan.extras.map(extra => ({ ...extra })) })
}
