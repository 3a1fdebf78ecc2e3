// Whether the plan fits, said plainly: what is too late and by how many days, what to do first, which
// later start would fit everything, and what people do instead. Nothing is moved.

import { LONG, show } from "../core/dates.mjs"
import { count, make } from "../core/dom.mjs"
import { fittingStart, lateSteps, openSteps } from "./model.mjs"

const MOST = 5

/** Make the part that says whether the plan fits. */
export function makeVerdict() {
  const root = make("div", { className: "guide-plan__verdict" })
  let said = ""
  return { root, update }

  function update(plan) {
    const parts = plan.placement ? describe(plan) : []
    // Only when the words differ, so that a screen reader is not told the same again.
    const text = parts.map(part => part.textContent).join("\n")
    if (text !== said) root.replaceChildren(...parts)
    said = text
    root.toggleAttribute("data-late", plan.placement !== undefined && lateSteps(plan).length > 0)
  }
}

const line = (...parts) => make("p", {}, ...parts)

function describe(plan) {
  if (plan.start === undefined) return [line("Give the first day above, and every step gets its date. Until then the steps stand in their order.")]
  const open = openSteps(plan)
  if (!open.length) return [line("Every step is done. Well done: keep the papers you collected.")]
  const past = plan.start < plan.today ? [line(`The first day, ${show(plan.start, LONG)}, is in the past.`)] : []
  const late = lateSteps(plan)
  return [...past, ...(late.length ? describeLate(plan, late, open) : describeFit(plan, open)), ...describeExpired(plan)]
}

function describeFit(plan, open) {
  const dated = open.filter(step => step.result.slack < Infinity)
  if (!dated.length) return [line("No open step has a date.")]
  const tightest = dated.reduce((best, step) => (step.result.slack < best.result.slack ? step : best))
  const slack = tightest.result.slack
  const room = slack === 0 ? "has no slack: a day lost is a day late" : `has ${count(slack, "day")} of slack`
  return [
    line(make("strong", { textContent: "Everything still fits. " }), `The tightest step ${room}: ${tightest.text}`),
    line(`Start with: ${open[0].text}`),
  ]
}

function describeLate(plan, late, open) {
  const worst = -late[0].result.slack
  const head = late.length === 1 ? "One step no longer fits" : `${late.length} steps no longer fit`
  const rest = late.length - MOST
  const items = late.slice(0, MOST).map(step => make("li", {}, `${step.text} `, make("strong", { textContent: `${count(-step.result.slack, "day")} short` })))
  if (rest > 0) items.push(make("li", { textContent: `and ${rest} more, marked in the list below` }))
  const first = open.find(step => step.result.slack < 0)
  const fitting = fittingStart(plan)
  const fit = fitting === undefined
    ? "No later first day makes everything fit: a date that you fixed, or a result that runs out, is in the way."
    : `Everything would fit with a first day on ${show(fitting, LONG)} or later.`
  const { instead } = plan.placement
  return [
    line(make("strong", { textContent: `${head}, the worst by ${count(worst, "day")}. ` }), "Nothing was moved or left out."),
    make("ul", {}, ...items),
    line(make("strong", { textContent: "Do first: " }), `${first.text} Ask the host whether a later date for it would do.`),
    line(fit),
    line("What people do instead: ", make("a", { href: instead.link, textContent: instead.text }), "."),
  ]
}

function describeExpired(plan) {
  return plan.steps
    .flatMap(step => (step.result?.broken ?? []).map(broken => [step, broken]))
    // What was done after the guide's own day is done: only a day that others set is worth a word.
    .filter(([step, { rule }]) => rule !== "late" || step.hard)
    .map(([step, { rule, days, with: other }]) => {
      const former = plan.steps.find(one => one.key === other)?.text
      const said = {
        expires: `The result runs out ${count(days, "day")} before the first day. Plan to do it again, or ask the host.`,
        "too-early": `It was done ${count(days, "day")} earlier than the step allows. Ask the host whether it counts.`,
        "gap-short": `It was done ${count(days, "day")} too soon after: ${former}`,
        "gap-long": `It was done ${count(days, "day")} too long after: ${former}`,
        needs: `It was begun ${count(days, "day")} before this was done: ${former}`,
        unmet: `It comes after a step that is not done yet: ${former}`,
        late: `It was done ${count(days, "day")} after your deadline. Ask whether it counts.`,
        "off-day": `It was done ${count(days, "day")} away from the day of your appointment.`,
      }[rule]
      return line(make("strong", { textContent: `Done, but check: ${step.text} ` }), said)
    })
}
