// The whole timeline as a picture: months as columns, a row a phase, steps as marks, windows as bars.
// The list below it says the same in words; the caption sums it up.

import { MONTH, isoDay, monthStart, move, show } from "../core/dates.mjs"
import { count, draw, make } from "../core/dom.mjs"

const COLUMN = 56
const ROW = 44
const TOP = 28
const MARK = 7

/** Make the picture and its caption from dated steps. */
export function makeChart(steps, { anchor, today }) {
  const months = monthsOf(steps, anchor, today)
  const x = day => {
    const n = months.findLastIndex(start => start <= day)
    const length = move(months[n], "P1M", 1) - months[n]
    return (n + (day - months[n]) / length) * COLUMN
  }
  const phases = [...new Set(steps.map(step => step.phase))]
  const width = months.length * COLUMN + MARK + 2
  const height = TOP + phases.length * ROW + 24
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" })
  months.forEach((month, n) => svg.append(...drawMonth(month, n, height)))
  phases.forEach((phase, n) => svg.append(drawText("phase", 4, TOP + n * ROW + 12, phase)))
  svg.append(drawLine("anchor", x(anchor), height), ...drawToday(x(today), height, width))
  for (const step of steps) svg.append(...drawStep(step, x, TOP + phases.indexOf(step.phase) * ROW + 28))
  const scroll = make("div", { className: "guide-chart__scroll", tabIndex: 0, role: "group", "aria-label": "Picture of the timeline, scrolls sideways" }, svg)
  return [scroll, make("figcaption", { textContent: summary(steps, months) })]
}

function monthsOf(steps, anchor, today) {
  const days = steps.flatMap(step => [step.due, step.start ?? step.due, step.opens ?? step.due])
  const first = Math.min(...days, anchor)
  const last = Math.max(...days, anchor)
  // Today is drawn while it is near; a plan for a far year would otherwise be a thin strip at the edge.
  const near = today > first - 62 && today < last + 62
  const end = near ? Math.max(last, today) : last
  const months = [monthStart(near ? Math.min(first, today) : first)]
  while (move(months.at(-1), "P1M", 1) <= end) months.push(move(months.at(-1), "P1M", 1))
  return months
}

function drawMonth(month, n, height) {
  const january = isoDay(month).slice(5, 7) === "01"
  const name = show(month, n === 0 || january ? { month: "short", year: "2-digit" } : { month: "short" })
  return [drawLine("grid", n * COLUMN, height), drawText("month", n * COLUMN + 4, 16, name)]
}

const drawLine = (kind, x, height) => draw("line", { class: `guide-chart__${kind}`, x1: x, x2: x, y1: TOP - 6, y2: height })

const drawText = (kind, x, y, text) => draw("text", { class: `guide-chart__${kind}`, x, y }, text)

function drawToday(x, height, width) {
  if (!(x >= 0 && x <= width)) return []
  const label = drawText("today-label", x > width - 48 ? x - 4 : x + 4, height - 6, "Today")
  if (x > width - 48) label.setAttribute("text-anchor", "end")
  return [drawLine("today", x, height), label]
}

function drawStep(step, x, y) {
  const from = Math.min(step.opens ?? step.due, step.start ?? step.due)
  const shapes = []
  if (from < step.due) {
    shapes.push(draw("rect", { class: "guide-chart__window", x: x(from), y: y - 3, width: x(step.due) - x(from), height: 6, rx: 3 }))
  }
  const mark = draw("circle", { class: "guide-chart__mark", cx: x(step.due), cy: y, r: MARK, "data-status": step.now })
  mark.append(draw("title", {}, `Step ${step.number}: ${step.name}`))
  return [...shapes, mark]
}

/** Say in words what the picture shows. */
function summary(steps, months) {
  const done = steps.filter(step => step.state === "done").length
  const late = steps.filter(step => step.now === "overdue").length
  const span = months.length === 1 ? show(months[0], MONTH) : `${show(months[0], MONTH)} to ${show(months.at(-1), MONTH)}`
  return `${span}: ${count(steps.length, "step")}, ${done} done, ${late} overdue. Marks are due dates, bars the time a step may take, the dark line your date. The list below says the same in words.`
}
