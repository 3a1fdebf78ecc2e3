// The plan as a picture that is a table: a row a step, its dates in words, and beside them the time it
// may take on a common scale. What the bars show stands in the cells, so nothing is only drawn.

import { LONG, isoDay, monday, monthStart, move, show } from "../core/dates.mjs"
import { button, count, draw, make } from "../core/dom.mjs"
import { openSteps } from "./model.mjs"

const ROW = 28
const ZOOMS = { whole: { text: "Whole plan", day: 1.9 }, month: { text: "By month", day: 1.9 }, week: { text: "By week", day: 6 } }
const SHORT = { day: "numeric", month: "short", year: "2-digit" }

/** Open the picture in its place; gives what redraws it. */
export function open(body) {
  let zoom = "whole"
  let shown
  const place = make("div", {})
  const buttons = Object.entries(ZOOMS).map(([name, { text }]) => button(text, () => {
    zoom = name
    update(shown)
  }))
  body.append(make("div", { className: "guide-tools", role: "group", "aria-label": "Scale of the picture" }, ...buttons), place)
  return { update }

  function update(plan) {
    shown = plan
    Object.keys(ZOOMS).forEach((name, n) => buttons[n].setAttribute("aria-pressed", name === zoom))
    const { scrollLeft = 0 } = place.firstChild ?? {}
    place.replaceChildren(makeChart(plan, zoom, zoom === "whole"))
    place.firstChild.scrollLeft = scrollLeft
  }
}

/** Make the chart of a plan at a zoom; `full` makes its bars as wide as there is room instead. */
export function makeChart(plan, zoom, full = false) {
  const steps = openSteps(plan).filter(step => step.result.latestFinish < Infinity)
  if (!steps.length) return make("p", { textContent: "No open step has a date yet: give the first day above." })
  const scale = makeScale(plan, steps, zoom)
  const rows = steps.map(step => makeRow(step, plan, scale, full))
  // Roles by name: where rows are laid out as two lines, they are still rows of a table.
  const headings = ["Step", "Start by", "Done by", "Slack"].map(textContent => make("th", { role: "columnheader", textContent }))
  const head = make("tr", { role: "row" }, ...headings, make("th", { role: "columnheader", className: "guide-gantt__bars" }, "Time", makeAxis(scale, full)))
  const caption = make("caption", { textContent: summary(plan, steps) })
  const table = make("table", { role: "table", className: `guide-gantt__table${full ? " guide-gantt__table--full" : ""}` }, caption, make("thead", { role: "rowgroup" }, head), make("tbody", { role: "rowgroup" }, ...rows))
  return make("div", { className: "guide-gantt", tabIndex: 0, role: "group", "aria-label": "Picture of the plan, scrolls sideways" }, table)
}

function makeScale(plan, steps, zoom) {
  const days = steps.flatMap(({ result: { latestStart, latestFinish, earliestFinish, opens } }) => [latestStart, latestFinish, earliestFinish, opens ?? latestFinish])
  const first = Math.min(...days, plan.today)
  const last = Math.max(...days, plan.start ?? plan.today)
  const ticks = zoom === "week" ? weeksOf(first, last) : monthsOf(first, last)
  const { day } = ZOOMS[zoom]
  const from = ticks[0].day
  const end = Math.max(last + 7, ticks.at(-1).day)
  return { ticks, width: Math.round((end - from) * day), x: one => (one - from) * day }
}

function monthsOf(first, last) {
  const ticks = []
  for (let day = monthStart(first); day <= last; day = move(day, "P1M", 1)) {
    const january = isoDay(day).slice(5, 7) === "01"
    ticks.push({ day, text: show(day, ticks.length && !january ? { month: "short" } : { month: "short", year: "2-digit" }) })
  }
  return ticks
}

function weeksOf(first, last) {
  const ticks = []
  for (let day = monday(first); day <= last; day += 7) ticks.push({ day, text: show(day, { day: "numeric", month: "short" }) })
  return ticks
}

function makeSvg({ width }, height, full, ...shapes) {
  const size = full ? { preserveAspectRatio: "none" } : { width }
  return draw("svg", { class: "guide-gantt__svg", viewBox: `0 0 ${width} ${height}`, height, ...size, "aria-hidden": "true" }, ...shapes)
}

function makeAxis(scale, full) {
  // Letters must not be stretched: on paper each name stands at its place in percent.
  const at = x => (full ? `${((100 * x) / scale.width).toFixed(2)}%` : x)
  const size = full ? { width: "100%" } : { width: scale.width }
  // A phone has room for about six names.
  const step = full ? Math.ceil(scale.ticks.length / 6) : 1
  const names = scale.ticks.filter((_, n) => n % step === 0).map(({ day, text }) => {
    const name = draw("text", { x: at(scale.x(day)), y: 14, class: "guide-gantt__tick" })
    name.textContent = text
    return name
  })
  return draw("svg", { class: "guide-gantt__svg", height: 20, ...size, "aria-hidden": "true" }, ...names)
}

const line = (kind, x) => draw("line", { class: `guide-gantt__${kind}`, x1: x, x2: x, y1: 0, y2: ROW, "vector-effect": "non-scaling-stroke" })

const bar = (kind, scale, from, to, y, height) =>
  draw("rect", { class: `guide-gantt__${kind}`, x: scale.x(from), y, width: Math.max(scale.x(to) - scale.x(from), 3), height })

function makeRow(step, plan, scale, full) {
  const { latestStart, latestFinish, earliestFinish, opens, slack } = step.result
  const late = slack < 0
  const shapes = [...scale.ticks.map(({ day }) => line("grid", scale.x(day)))]
  if (opens !== undefined && opens < latestFinish) shapes.push(bar("window", scale, opens, latestFinish, 4, ROW - 8))
  if (slack > 0) shapes.push(bar("slack", scale, Math.min(earliestFinish, latestFinish), latestFinish, ROW / 2 - 2, 4))
  shapes.push(bar(late ? "late" : "work", scale, latestStart, latestFinish, 8, ROW - 16), line("today", scale.x(plan.today)))
  if (plan.start !== undefined) shapes.push(line("anchor", scale.x(plan.start)))
  const cell = textContent => make("td", { role: "cell", textContent })
  return make(
    "tr",
    { role: "row" },
    make("th", { role: "rowheader", textContent: step.text }),
    cell(show(latestStart, SHORT)),
    cell(show(latestFinish, SHORT)),
    cell(late ? `${count(-slack, "day")} short` : count(slack, "day")),
    make("td", { role: "cell", className: "guide-gantt__bars" }, makeSvg(scale, ROW, full, ...shapes)),
  )
}

function summary(plan, steps) {
  const late = steps.filter(step => step.result.slack < 0).length
  const first = plan.start === undefined ? "" : `, first day ${show(plan.start, LONG)}`
  return `${count(steps.length, "open step")}${first}, ${late ? `${late} do not fit` : "all fit"}. Dark bars are the latest time to do a step, thin lines its slack, pale bars when it may be done. The two long lines are today and the first day.`
}
