// When each step of a timeline is due, counted from the reader's anchor date. Pure: no page, no clock.
// Steps are never squeezed, reordered or invented; what is late is said to be late.

import { monday, move } from "./dates.mjs"

/**
 * Date one step: { before | after, takes?, notBefore?, validFor? } as ISO 8601 durations, anchor as a day.
 * Gives days: due, start (latest start), opens (earliest), expires (last day of validity when done on the due day).
 */
export function place(step, anchor) {
  const due = step.before ? move(anchor, step.before, -1) : move(anchor, step.after, 1)
  return {
    due,
    start: step.takes ? move(due, step.takes, -1) : undefined,
    opens: step.notBefore ? move(anchor, step.notBefore, -1) : undefined,
    expires: step.validFor ? move(due, step.validFor, 1) : undefined,
  }
}

/** Say where a step stands: done, skipped, overdue, this-week, next-week or later (weeks start on Monday). */
export function status(due, today, state) {
  if (state !== "open") return state
  if (due < today) return "overdue"
  const weeks = (monday(due) - monday(today)) / 7
  return ["this-week", "next-week"][weeks] ?? "later"
}
