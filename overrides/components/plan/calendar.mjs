// The plan as a calendar file: which entries, which reminder, and what calendars do with it.

import { REMINDERS } from "../core/calendar.mjs"
import { addressOf, chooseReminder, compareWithLast, keptOf, reminderOf, saveCalendar, summary } from "../core/calendarfile.mjs"
import { LONG, show } from "../core/dates.mjs"
import { button, make, say } from "../core/dom.mjs"

const FOUR_WEEKS = 28
const RANGES = { all: "All open steps", weeks: "The next four weeks" }
const INTO = { again: "The calendar that has my last file", afresh: "A new, empty calendar" }

/** Open the tool in an element. */
export function open(body, context) {
  const range = choice("Which steps", RANGES)
  const reminder = choice("Reminder, at 9 in the morning", Object.fromEntries(Object.entries(REMINDERS).map(([id, { title }]) => [id, title])))
  const into = choice("I will put it into", INTO)
  const since = make("p", { className: "guide-plan__since" })
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const save = button("Save the calendar file", () => {
    const { plan } = context
    say(status, "")
    say(status, saveCalendar({ plan: plan.id, name: plan.about.name, what: range.control.value === "weeks" ? "four weeks" : "", entries: entriesOf(plan), afresh: into.control.value === "afresh", ...rangeOf(plan) }))
  }, "guide-button--main")

  reminder.control.onchange = () => chooseReminder(context.plan.id, reminder.control.value)
  range.control.onchange = () => update(context.plan)
  into.control.onchange = () => update(context.plan)
  body.append(
    make("p", { textContent: "One file (.ics) for the calendar on your phone or computer: each step on the day by which it must be done, your own planned days, deadlines, appointments, applications and payments. Your notes are not in it. The guide sends it nowhere: you open it yourself." }),
    make("div", { className: "guide-plan__form" }, range.root, reminder.root, into.root),
    since,
    make("div", { className: "guide-tools" }, save),
    status,
    makeAdvice(),
  )
  return { update }

  function rangeOf(plan) {
    const last = plan.today + FOUR_WEEKS
    return { today: plan.today, wanted: range.control.value === "weeks" ? entry => entry.day <= last : undefined }
  }

  function update(plan) {
    const entries = entriesOf(plan)
    const known = keptOf(plan.id).size > 0
    if (document.activeElement !== reminder.control) reminder.control.value = reminderOf(plan.id)
    into.root.hidden = !known
    if (!known) into.control.value = "again"
    const next = compareWithLast(plan.id, entries, rangeOf(plan)).filter(entry => into.control.value === "again" || !entry.cancelled)
    save.disabled = !next.length
    say(since, next.length ? `The file will have ${summary(next)}.` : "No open step has a date. Give the first day above, and every step gets its own.")
  }
}

/** Save the entries of one step; once it is done, a file that takes it out. Gives a sentence. */
export function saveStep(step, { plan }) {
  const keys = [step.key, planned(step.key), fixed(step.key)]
  const mine = key => keys.includes(key)
  const entries = stepEntries(step)
  if (!entries.length && !keys.some(key => keptOf(plan.id).has(key))) return "This step has no day yet, so there is nothing to put into a calendar."
  return saveCalendar({ plan: plan.id, name: plan.about.name, what: step.key.split("/").at(-1), entries, inScope: mine, today: plan.today })
}

const planned = key => `${key}/planned`
const fixed = key => `${key}/hard`
const HARD = { deadline: "Deadline", appointment: "Appointment" }

/** List the entries of a plan: the open steps and what stands beside them. */
export function entriesOf(plan) {
  const extras = plan.extras.filter(extra => !extra.done).map(({ key, day, text, link }) => ({ key, day, title: text, lines: [], link: addressOf(link) }))
  return [...plan.steps.flatMap(stepEntries), ...extras].sort((a, b) => a.day - b.day)
}

function stepEntries(step) {
  if (!step.result || step.state !== "open") return []
  const { key, text, hard, result } = step
  const entry = (name, day, title, lines) => ({ key: name, day, title, lines: lines.filter(Boolean), link: addressOf(step.link) })
  const due = result.latestFinish
  const isHard = hard && hard.day === due
  return [
    ...(due < Infinity ? [entry(key, due, isHard ? `${HARD[hard.kind]}: ${text}` : text, dueLines(step))] : []),
    // Something else may need it sooner than others ask for it.
    ...(hard && !isHard ? [entry(fixed(key), hard.day, `${HARD[hard.kind]}: ${text}`, [])] : []),
    ...(step.planned !== undefined ? [entry(planned(key), step.planned, `My plan: ${text}`, [due < Infinity && `It must be done by ${show(due, LONG)}.`])] : []),
  ]
}

function dueLines({ lengths, result, conditions, hard }) {
  return [
    hard?.kind !== "appointment" && "Done by this day at the latest.",
    lengths.takes && `Start by ${show(result.latestStart, LONG)}.`,
    result.opens !== undefined && `Not before ${show(result.opens, LONG)}.`,
    conditions,
  ]
}

function choice(text, options) {
  const control = make("select", { className: "guide-select" })
  for (const [value, words] of Object.entries(options)) control.add(new Option(words, value))
  return { root: make("label", { className: "guide-plan__field" }, make("span", { textContent: text }), control), control }
}

/** Say what calendars do with a file; what people have reported stands in the page, with its sources. */
function makeAdvice() {
  const item = (...parts) => make("li", {}, ...parts)
  const list = make(
    "ul",
    {},
    item(make("strong", { textContent: "Give the plan a calendar of its own, " }), "for example “Placement”, and choose it when you open the file. Then one touch hides it, and you can empty it."),
    item(make("strong", { textContent: "When the plan has changed, " }), "save a new file. It names the same entries, says which ones moved, and cancels what is done. A calendar that follows the standard moves them."),
    item("Not all do: read ", make("a", { href: "#calendar-files", textContent: "what people report" }), ". If yours does not, empty that calendar and choose “A new, empty calendar” here."),
    item("On Android it depends on the calendar app; where it opens no file, import it on a computer into the same account."),
    item("In Google and Outlook on a computer, look for “Import” in the calendar’s settings or menu."),
  )
  return make("details", { className: "guide-plan__advice" }, make("summary", { textContent: "What calendars do with the file" }), list)
}
