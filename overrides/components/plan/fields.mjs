// What the reader keeps about one step: own dates, whom they wait for, names and numbers, a note.
// The fields are made when they are opened: a long plan has hundreds.

import { button, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"

const DATE = { type: "date", min: "1990-01-01", max: "2100-12-31" }
const TEXT = { type: "text", maxLength: 200, autocomplete: "off" }

// [kind of record, field, label, properties]
const FIELDS = [
  ["dates", "planned", "My own date for it", DATE],
  ["dates", "hard", "A date that others set", DATE],
  ["dates", "kind", "That date is", { deadline: "a deadline", appointment: "an appointment" }],
  ["dates", "waiting", "I am waiting for somebody else", { type: "checkbox" }],
  ["done", "since", "Done on", DATE],
  ["note", "contact", "Contact", TEXT],
  ["note", "reference", "Reference number", TEXT],
  ["note", "asked", "Asked on", DATE],
  ["note", "expires", "Runs out on", DATE],
  ["note", "text", "Note", { maxLength: 2000 }],
]

/** Make the part of a step that opens to its fields. */
export function makeFields(step, context) {
  const more = step.link ? [make("p", { className: "guide-entry__help" }, make("a", { href: step.link, textContent: "Why it matters, and the sources" }))] : []
  const root = make("details", { className: "guide-entry__more" }, make("summary", { textContent: "Dates, notes and why" }), ...more)
  const kept = make("p", { className: "guide-plan__kept" })
  let controls
  root.ontoggle = () => {
    if (!root.open || controls) return
    controls = FIELDS.map(([kind, name, label, properties]) => makeField(step, kind, name, label, properties))
    root.append(...controls.map(one => one.root), makeCalendar(step, context))
    for (const one of controls) one.show()
  }
  root.append(kept)
  return { root, update }

  function update(step) {
    const { contact, reference, asked, expires, text } = step.note
    const said = [step.waiting && "Waiting for somebody else", word("Contact", contact), word("Reference", reference), word("Asked on", asked), word("Runs out on", expires), word("Note", text)]
    kept.textContent = said.filter(Boolean).join(" · ")
    kept.hidden = !kept.textContent
    for (const one of controls ?? []) one.show()
  }
}

/** Make the button that saves this step alone for a calendar. */
function makeCalendar({ key }, context) {
  const status = make("p", { className: "guide-tool__status", role: "status" })
  const save = button("Calendar file for this step", async () => {
    const { saveStep } = await import("./calendar.mjs").catch(() => ({ saveStep: () => "The file could not be made. Load the page again, and try once more." }))
    say(status, "")
    say(status, saveStep(context.plan.steps.find(step => step.key === key), context))
  })
  return make("div", {}, save, status)
}

const word = (label, value) => (typeof value === "string" && value ? `${label}: ${value}` : "")

function makeField({ key, former }, kind, name, label, properties) {
  const control = makeControl(name, properties)
  const checkbox = control.type === "checkbox"
  const read = () => store.get(kind, key, former)?.[name]
  control[checkbox || control.type === "date" || control.tagName === "SELECT" ? "onchange" : "oninput"] = () => {
    if (!control.checkValidity()) return
    store.put(kind, key, { [name]: checkbox ? control.checked : control.value || null }, former)
  }
  const show = () => {
    if (control === document.activeElement && !checkbox) return
    const value = read()
    if (checkbox) control.checked = value === true
    else control.value = typeof value === "string" ? value : name === "kind" ? "deadline" : ""
    if (name === "since") root.hidden = store.get("done", key, former)?.state !== "done"
  }
  const root = make("label", { className: `guide-plan__field${checkbox ? " guide-plan__field--tick" : ""}` }, make("span", { textContent: label }), control)
  return { root, show }
}

function makeControl(name, properties) {
  if (name === "text") return make("textarea", { rows: 3, ...properties })
  if (name !== "kind") return make("input", properties)
  const select = make("select", { className: "guide-select" })
  for (const [value, words] of Object.entries(properties)) select.add(new Option(words, value))
  return select
}
