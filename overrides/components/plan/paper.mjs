// The plan on paper: a page a month, one wall chart, or a list of what is left.

import { LONG, MONTH, WITH_WEEKDAY, monthStart, show } from "../core/dates.mjs"
import { button, make } from "../core/dom.mjs"
import { print } from "../core/print.mjs"
import { makeChart } from "./chart.mjs"
import { openSteps } from "./model.mjs"

const PAST = -Infinity // stands for the months before today, which share a page

/** Open the choices of printing. */
export function open(body, context) {
  const choices = [
    ["A page for each month", () => printAlone(context, makeMonths(context.plan))],
    ["One wall chart", () => printAlone(context, makeWall(context.plan))],
    ["A list of what is left", () => print("left")],
  ]
  body.append(make("p", { textContent: "Choose landscape paper for the wall chart if your browser asks." }), make("div", { className: "guide-tools" }, ...choices.map(([text, act]) => button(text, act))))
}

/** Print one element instead of the page; it goes away when the dialogue is closed. */
function printAlone({ root }, sheet) {
  sheet.setAttribute("data-print-alone", "")
  root.after(sheet)
  document.documentElement.dataset.guidePrintAlone = ""
  window.addEventListener("afterprint", () => {
    sheet.remove()
    delete document.documentElement.dataset.guidePrintAlone
  }, { once: true })
  print("progress")
}

const title = plan => [plan.about.name, plan.start === undefined ? "" : `first day ${show(plan.start, LONG)}`].filter(Boolean).join(", ")

/** Make one page a month, and one for what is overdue, with a box and a line to write on for every step and every other date. */
export function makeMonths(plan) {
  const dated = openSteps(plan).filter(step => step.result.latestFinish < Infinity).map(step => ({ day: Math.min(step.result.latestFinish, step.planned ?? Infinity), text: step.text, note: noteOf(step) }))
  const extras = plan.extras.filter(extra => !extra.done).map(({ day, text }) => ({ day, text, note: "" }))
  const months = new Map()
  for (const one of [...dated, ...extras].sort((a, b) => a.day - b.day)) {
    const month = one.day < plan.today ? PAST : monthStart(one.day)
    months.set(month, [...(months.get(month) ?? []), one])
  }
  const sheets = [...months].map(([month, entries]) =>
    make("section", { className: "guide-sheet" }, make("h2", { textContent: month === PAST ? "Overdue" : show(month, MONTH) }), make("p", { className: "guide-sheet__plan", textContent: title(plan) }), make("ul", {}, ...entries.map(makeEntry))),
  )
  return make("div", { className: "guide-sheets" }, ...sheets)
}

const noteOf = ({ note, lengths, result }) =>
  [
    lengths.takes && `Start by ${show(result.latestStart, LONG)}.`,
    ...["contact", "reference", "text"].map(name => (typeof note[name] === "string" ? note[name] : "")),
  ].filter(Boolean).join(" ")

const makeEntry = ({ day, text, note }) =>
  make("li", { className: "guide-sheet__entry" }, make("span", { className: "guide-sheet__box", "aria-hidden": "true" }), make("strong", { textContent: show(day, WITH_WEEKDAY) }), make("p", { textContent: text }), make("p", { className: "guide-sheet__note", textContent: note }))

/** Make the whole plan as one chart that fits one page. */
export function makeWall(plan) {
  const chart = makeChart(plan, "month", true)
  const wall = make("div", { className: "guide-wall" }, make("h2", { textContent: title(plan) }), chart)
  wall.style.setProperty("--guide-rows", chart.querySelectorAll("tbody tr").length)
  return wall
}
