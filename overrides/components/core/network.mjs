// A plan as a network of steps, in the terms of the critical path method (CPM): earliest and latest
// start and finish, slack. Backward from the anchor date and the hard dates, forward from today.
// Pure: no page, no store, no clock. Days are numbers as in dates.mjs, lengths are ISO 8601 durations.
// Nothing is squeezed or reordered: what does not fit keeps its dates and says by how many days.

import { move, parseDuration } from "./dates.mjs"

/**
 * A step:
 *   id, state      open, done or skipped; a skipped step and its relations count for nothing
 *   finished       of a done step: the day it was done
 *   anchor         the day it counts from; without one, it has no due day
 *   before, after  how long before or after the anchor it is due: it finishes that day at the latest
 *   takes          how long the work takes: it starts that long before it finishes
 *   notBefore      how long before the anchor it may start at the earliest
 *   validFor       how long its result is valid; it must be valid on the anchor day
 *   gaps           [{ after, atLeast, atMost }]: how long after another step's finish this one finishes
 *   needs          ids of steps that must be finished before this one starts
 *   hard           { day, kind }: a "deadline" takes the place of the due day; an "appointment" is the day itself
 */

/** Find the smallest day whose image under a monotone function is at least `bound`, looking around a guess. */
function lowest(bound, guess, image) {
  let day = guess
  while (image(day) < bound) day++
  while (image(day - 1) >= bound) day--
  return day
}

/** Find the largest day whose image under a monotone function is at most `bound`, looking around a guess. */
function highest(bound, guess, image) {
  let day = guess
  while (image(day) > bound) day--
  while (image(day + 1) <= bound) day++
  return day
}

const later = (day, length) => (length ? move(day, length, 1) : day)
const sooner = (day, length) => (length ? move(day, length, -1) : day)

/** The first finish whose start is not before a day. A start is a finish less `takes`, by the month-end rule. */
const finishFrom = (start, takes) => lowest(start, later(start, takes), day => sooner(day, takes))

/** The first and the last day from which a length leads to at least, or at most, another day. */
const firstReaching = (goal, length) => lowest(goal, sooner(goal, length), day => later(day, length))
const lastReaching = (goal, length) => highest(goal, sooner(goal, length), day => later(day, length))

/** Give the day a step is due by its timeline; undefined without an anchor. */
export function dueOf({ anchor, before, after }) {
  if (anchor === undefined) return undefined
  return before ? sooner(anchor, before) : later(anchor, after)
}

/** Give the day it has to be finished by: the hard date, or the due day. */
const dayOf = step => step.hard?.day ?? dueOf(step)

const isFixed = step => step.state === "done"
const finishedOn = (step, today) => step.finished ?? today

/** The earliest finish that a step's own rules allow. */
function ownEarliest(step, today) {
  if (isFixed(step)) return finishedOn(step, today)
  const { anchor, takes, notBefore, validFor, hard } = step
  const bounds = [finishFrom(today, takes)]
  if (anchor !== undefined && notBefore) bounds.push(finishFrom(sooner(anchor, notBefore), takes))
  if (anchor !== undefined && validFor) bounds.push(firstReaching(anchor, validFor))
  if (hard?.kind === "appointment") bounds.push(hard.day)
  return Math.max(...bounds)
}

/** The latest finish that a step's own dates allow. */
function ownLatest(step, today) {
  if (isFixed(step)) return finishedOn(step, today)
  return dayOf(step) ?? Infinity
}

/** List the relations between steps that count: `to` is still open, neither is skipped. */
function relationsOf(steps) {
  const known = new Map(steps.map(step => [step.id, step]))
  const relations = []
  for (const to of steps) {
    if (to.state !== "open") continue
    const link = (id, fields) => {
      const from = known.get(id)
      if (from && from.state !== "skipped") relations.push({ from, to, ...fields })
    }
    for (const { after, atLeast, atMost } of to.gaps ?? []) link(after, { atLeast, atMost })
    for (const id of to.needs ?? []) link(id, { needs: true })
  }
  return relations
}

const most = length => {
  if (!length) return 0
  const { months, days } = parseDuration(length)
  return months * 31 + days
}

// Months repeat after four years, after eight around 2100.
const REPEATS = 9 * 366

/** The furthest that relations which can be kept at all ever push a day. */
function furthest(relations) {
  const lengths = relations.map(({ to, atLeast, atMost, needs }) => most(atLeast) + most(atMost) + (needs ? most(to.takes) : 0))
  return REPEATS + 2 * lengths.reduce((sum, one) => sum + one, 0)
}

/**
 * Let bounds pass along the relations until nothing moves: later (sign 1) or sooner (sign -1). One round is
 * rarely enough: where a gap of 30 days and one of a month meet, days move on until the months fit.
 * Raises RangeError when they would for ever: the steps wait for each other in a circle, or a gap contradicts another.
 */
function settle(days, relations, pass, sign, room) {
  const limit = room + [...days.values()].reduce((far, day) => (Number.isFinite(day) ? Math.max(far, sign * day) : far), -Infinity)
  while (pass(relations, days)) {
    for (const day of days.values()) if (sign * day > limit) throw new RangeError("the steps wait for each other in a circle")
  }
  return days
}

const raise = (bounds, step, day) => {
  if (isFixed(step) || !(day > bounds.get(step.id))) return false
  bounds.set(step.id, day)
  return true
}

const lower = (bounds, step, day) => {
  if (isFixed(step) || !(day < bounds.get(step.id))) return false
  bounds.set(step.id, day)
  return true
}

/** Forward: push each earliest finish as far as the relations demand. */
function pushForward(relations, bounds) {
  let moved = false
  for (const { from, to, needs, atLeast, atMost } of relations) {
    const [first, second] = [bounds.get(from.id), bounds.get(to.id)]
    if (needs) moved = raise(bounds, to, finishFrom(first, to.takes)) || moved
    if (atLeast) moved = raise(bounds, to, later(first, atLeast)) || moved
    if (atMost) moved = raise(bounds, from, firstReaching(second, atMost)) || moved
  }
  return moved
}

/** Backward: pull each latest finish as far as the relations demand. */
function pullBack(relations, bounds) {
  let moved = false
  for (let n = relations.length - 1; n >= 0; n--) {
    const { from, to, needs, atLeast, atMost } = relations[n]
    const [first, second] = [bounds.get(from.id), bounds.get(to.id)]
    if (second < Infinity && needs) moved = lower(bounds, from, sooner(second, to.takes)) || moved
    if (second < Infinity && atLeast) moved = lower(bounds, from, lastReaching(second, atLeast)) || moved
    if (first < Infinity && atMost) moved = lower(bounds, to, later(first, atMost)) || moved
  }
  return moved
}

/** Make a network of steps; skipped ones count for nothing. Its days are asked for steps as they are, or with other anchors. */
function networkOf(steps) {
  const present = steps.filter(step => step.state !== "skipped")
  const relations = relationsOf(present)
  const limit = furthest(relations)
  const settled = (own, pass, sign) => (today, as = step => step) =>
    settle(new Map(present.map(step => [step.id, own(as(step), today)])), relations, pass, sign, limit)
  return { present, earliest: settled(ownEarliest, pushForward, 1), latest: settled(ownLatest, pullBack, -1) }
}

/**
 * Schedule the steps of a plan. Gives, by id and without the skipped ones, days:
 *   due (by the timeline, or the hard date), earliestStart, earliestFinish, latestStart, latestFinish,
 *   slack (latest less earliest finish; Infinity without a date, negative when it does not fit),
 *   opens (the first day it may start), expires (of a step done on a known day: the last day its result is valid),
 *   broken: [{ rule, days, with? }] what the day a step was done on breaks, and by how much:
 *     too-early, expires; late (after its due day or deadline), off-day (not on the day of its appointment);
 *     gap-short, gap-long, needs (begun before another was done); unmet (done before another that still is open).
 * Whatever is broken shows: a step that cannot keep a rule any more has negative slack, one that did not keep it is in `broken`.
 */
export function schedule(steps, today) {
  const { present, earliest, latest } = networkOf(steps)
  const [first, last] = [earliest(today), latest(today)]
  const known = new Map(present.map(step => [step.id, step]))
  return new Map(present.map(step => [step.id, describe(step, first, last.get(step.id), known)]))
}

function describe(step, earliest, latestFinish, known) {
  const { id, anchor, takes, notBefore, validFor, finished } = step
  const earliestFinish = earliest.get(id)
  const dated = isFixed(step) && finished !== undefined
  return {
    due: dayOf(step),
    earliestStart: sooner(earliestFinish, takes),
    earliestFinish,
    latestStart: latestFinish < Infinity ? sooner(latestFinish, takes) : Infinity,
    latestFinish,
    slack: latestFinish - earliestFinish,
    opens: anchor !== undefined && notBefore ? sooner(anchor, notBefore) : undefined,
    expires: dated && validFor ? later(finished, validFor) : undefined,
    broken: dated ? [...ownBroken(step), ...relationsBroken(step, known, earliest)] : [],
  }
}

const fault = (rule, days, other) => (days > 0 ? [{ rule, days, ...(other && { with: other }) }] : [])

/** List what the day a step was done on breaks of its own rules. */
function ownBroken(step) {
  const { anchor, finished, takes, notBefore, validFor, hard } = step
  const appointment = hard?.kind === "appointment"
  return [
    ...(anchor !== undefined && notBefore ? fault("too-early", sooner(anchor, notBefore) - sooner(finished, takes)) : []),
    ...(anchor !== undefined && validFor ? fault("expires", anchor - later(finished, validFor)) : []),
    ...(appointment ? fault("off-day", Math.abs(finished - hard.day)) : fault("late", finished - (dayOf(step) ?? finished))),
  ]
}

/** List the gaps and needs that it breaks. What was done on an unknown day breaks nothing that we know of. */
function relationsBroken({ finished, takes, gaps = [], needs = [] }, known, earliest) {
  const relations = [
    ...gaps.map(({ after, atLeast, atMost }) => [after, day => [
      ...(atLeast ? fault("gap-short", later(day, atLeast) - finished, after) : []),
      ...(atMost ? fault("gap-long", finished - later(day, atMost), after) : []),
    ]]),
    ...needs.map(id => [id, day => fault("needs", day - sooner(finished, takes), id)]),
  ].filter(([id]) => known.has(id))
  const done = relations.filter(([id]) => known.get(id).finished !== undefined && isFixed(known.get(id)))
  const open = relations.filter(([id]) => !isFixed(known.get(id)))
  const unmet = new Map()
  for (const [id, rules] of open) {
    for (const { days } of rules(earliest.get(id))) unmet.set(id, Math.max(days, unmet.get(id) ?? 0))
  }
  return [...done.flatMap(([id, rules]) => rules(known.get(id).finished)), ...[...unmet].flatMap(([id, days]) => fault("unmet", days, id))]
}

const expiredDays = ({ broken }) => broken.filter(one => one.rule === "expires").map(one => one.days)

/** Tell by how many days the plan does not fit: the worst of its steps, 0 when everything fits. */
export function shortfall(steps, today) {
  const results = [...schedule(steps, today).values()]
  return Math.max(0, ...results.flatMap(result => [-result.slack, ...expiredDays(result)]))
}

const FURTHEST = 5 * 366

/**
 * Find the first anchor day, from `anchor` on, at which everything fits; steps of that anchor move with it.
 * Gives undefined when no day within five years does, as when a hard date or an expired result is in the way.
 */
export function firstFit(steps, today, anchor) {
  const network = networkOf(steps)
  const at = day => step => (step.anchor === anchor ? { ...step, anchor: day } : step)
  const [earliest, latest] = [remember(day => network.earliest(today, at(day))), remember(day => network.latest(today, at(day)))]
  // No day of either gets sooner when the anchor gets later. So where the earliest days of the first anchor
  // do not fit the latest days of the last one, none between them fits.
  const mayFit = (from, to) => [...earliest(from)].every(([id, day]) => day <= latest(to).get(id))
  const search = (from, to) => {
    if (from > to || !mayFit(from, to)) return undefined
    if (from === to) return from
    const middle = Math.floor((from + to) / 2)
    return search(from, middle) ?? search(middle + 1, to)
  }
  return search(anchor, Math.min(anchor + FURTHEST, lastValid(steps, anchor)))
}

/** The last anchor day on which every result that is there already is still valid. */
function lastValid(steps, moving) {
  const days = steps
    .filter(({ state, finished, anchor, validFor }) => state === "done" && finished !== undefined && anchor !== undefined && validFor)
    .map(({ finished, anchor, validFor }) => [anchor, later(finished, validFor)])
    .map(([anchor, last]) => (anchor === moving ? last : anchor <= last ? Infinity : -Infinity))
  return Math.min(Infinity, ...days)
}

function remember(make) {
  const made = new Map()
  return key => made.get(key) ?? made.set(key, make(key)).get(key)
}
