// One application as a card that opens to its fields. The fields are made when they are opened, and each is
// kept by itself, so that two tabs lose nothing.

import { KIND, LONGEST, STATUSES, isClosed, isUnsent, placeOf, safeLink, wholeAddress, written } from "../core/applications.mjs"
import { LONG, distance, show } from "../core/dates.mjs"
import { button, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { makeDocuments } from "./documents.mjs"

const DATE = { type: "date", min: "1990-01-01", max: "2100-12-31" }
const TEXT = { type: "text", autocomplete: "off", dir: "auto" }

// [field, label, properties]
const FIELDS = [
  ["status", "Status", STATUSES],
  ["deadline", "Deadline", DATE],
  ["next", "Next step", TEXT],
  ["nextDate", "Next step on", DATE],
  ["contact", "Contact", TEXT],
  ["link", "Web page", { ...TEXT, inputMode: "url", placeholder: "www.example.org/visit" }],
  ["name", "Programme or place", TEXT],
  ["note", "Note", {}],
]

/** Make the card of an application. `context` gives the directory, `remove(application)`, `closed(card)` and `removeDocument(...)`. */
export function makeCard(id, context) {
  const name = make("span", { className: "guide-application__name" })
  const state = make("span", { className: "guide-application__status" })
  const [deadline, next] = ["when", "when"].map(part => make("span", { className: `guide-application__${part}` }))
  const papers = make("span", { className: "guide-application__papers" })
  const warning = make("strong", { className: "guide-application__warning" })
  const summary = make("summary", {}, name, " ", make("span", { className: "guide-application__line" }, state, " ", deadline, " ", next, " ", papers, " ", warning))
  const details = make("details", { className: "guide-application__card" }, summary)
  const root = make("li", { className: "guide-application", id: placeOf(id) }, details)
  const card = { id, root, summary, open, isOpen: () => details.open, update }
  let application
  let body

  details.ontoggle = () => {
    if (details.open) fill()
    else context.closed(card)
  }
  return card

  function open() {
    details.open = true
    fill()
    return body
  }

  function fill() {
    if (body) return
    body = makeBody(() => application, context)
    details.append(body.root)
    body.update(application)
  }

  function update(fresh, today) {
    application = fresh
    say(name, fresh.name)
    say(state, STATUSES[fresh.status])
    showWhen(deadline, deadlineWords(fresh, today), fresh.deadline < today)
    showWhen(next, nextWords(fresh, today), fresh.nextDate < today)
    const ready = fresh.documents.filter(one => one.done).length
    say(papers, fresh.documents.length ? `${ready} of ${fresh.documents.length} documents` : "")
    const listed = fresh.programme && context.directory.find(fresh.programme)
    say(warning, listed?.status && !isClosed(fresh) ? `The directory says: ${listed.status.toLowerCase()}.` : "")
    body?.update(fresh)
  }
}

function showWhen(element, words, late) {
  say(element, words)
  element.toggleAttribute("data-late", late)
}

const dated = (lead, day, today) => `${lead} ${show(day, LONG)}, ${distance(day, today)}.`

/** Say the deadline of what is not sent yet: `Deadline 15 January 2027, in 12 days.` */
function deadlineWords(application, today) {
  if (!isUnsent(application)) return ""
  return application.deadline === undefined ? "No deadline yet." : dated("Deadline", application.deadline, today)
}

/** Say the next step: `Next: ask Ms Lee, 4 January 2027, in 2 days.` */
function nextWords(application, today) {
  const words = application.next.trim()
  if (isClosed(application) || (!words && application.nextDate === undefined)) return ""
  if (application.nextDate === undefined) return `Next: ${words}`
  return dated(words ? `Next: ${words},` : "Next step", application.nextDate, today)
}

function makeBody(read, context) {
  const fields = FIELDS.map(([name, label, properties]) => makeField(read, name, label, properties))
  const known = make("p", { className: "guide-application__known" })
  const documents = makeDocuments(read, context)
  const remove = button("Remove this application", () => context.remove(read()), "guide-button--quiet")
  const done = button("Close", () => {
    const details = root.closest("details")
    details.open = false
    details.querySelector("summary").focus()
  })
  const root = make("div", { className: "guide-application__body" },
    known,
    make("div", { className: "guide-application__fields" }, ...fields.map(one => one.root)),
    documents.root,
    make("div", { className: "guide-tools" }, done, remove),
  )
  return { root, update, focus: name => fields.find(one => one.name === name).control.focus() }

  function update(application) {
    for (const one of fields) one.show(application)
    showKnown(known, application, context.directory)
    documents.update(application)
  }
}

/** Say what the directory says, now or when the programme was taken over; it has the time to apply in words only. */
function showKnown(line, { name, programme, window }, directory) {
  const listed = programme && directory.find(programme)
  const said = listed ? listed.window : window
  const parts = [
    said && `When to apply, as the directory says: ${said} `,
    listed && listed.name !== name && `Its name there: ${listed.name}. `,
    ...(listed?.entry ? [make("a", { href: listed.entry, textContent: "Entry in the directory" }), "."] : []),
    programme && !listed && "It is no longer in the directory: check it yourself.",
  ].filter(Boolean)
  const text = parts.map(part => part.href ?? part).join("")
  if (line.dataset.shown !== text) line.replaceChildren(...parts) // not under the reader's focus
  line.dataset.shown = text
}

function makeField(read, name, label, properties) {
  const control = makeControl(name, properties)
  const below = name === "link" ? makeBelow(control) : undefined
  const whole = control.type === "date" || control.tagName === "SELECT" || Boolean(below) // not letter by letter
  control[whole ? "onchange" : "oninput"] = keep
  if (name === "name") control.onchange = () => fill(read())
  const root = make("div", { className: `guide-application__field guide-application__field--${name}` }, make("label", {}, make("span", { textContent: label }), control), ...(below ? [below.root] : []))
  return { name, root, control, show: fill }

  function keep() {
    const value = below ? wholeAddress(control.value) : control.value
    const wrong = Boolean(below && value && !safeLink(value))
    below?.tell(wrong, value)
    // An application without a name could not be found again.
    if (wrong || !control.checkValidity() || (name === "name" && !value.trim())) return
    store.put(KIND, read().id, { [name]: value || (control.type === "date" ? null : "") })
  }

  /** Show what is kept. Words are kept with each key, so even under the caret nothing is lost; a date may be half typed. */
  function fill(application) {
    const value = control.type === "date" ? (written(application[name]) ?? "") : application[name]
    const busy = control === document.activeElement && (whole || name === "name")
    if (busy || below?.wrong()) return
    if (control.value !== value) control.value = value
    below?.tell(false, value)
  }
}

let fields = 0

/** Make the line below an address: the way there, or what is wrong. It has its place always, so that nothing moves under a click. */
function makeBelow(control) {
  const root = make("p", { className: "guide-application__below", id: `guide-application-below-${++fields}` })
  let shown
  return {
    root,
    wrong: () => shown === false,
    tell(wrong, link) {
      const now = !wrong && link
      if (shown === now) return
      shown = now
      root.replaceChildren(...(wrong ? [make("span", { className: "guide-application__problem", textContent: "Not kept: this is no address." })] : link ? [make("a", { href: link, rel: "noopener", textContent: "Open it" })] : []))
      if (wrong) control.setAttribute("aria-invalid", "true")
      else control.removeAttribute("aria-invalid")
      if (wrong) control.setAttribute("aria-describedby", root.id)
      else control.removeAttribute("aria-describedby")
    },
  }
}

function makeControl(name, properties) {
  if (name === "note") return make("textarea", { rows: 3, maxLength: LONGEST.note, dir: "auto" })
  if (name !== "status") return make("input", { ...properties, ...(LONGEST[name] ? { maxLength: LONGEST[name] } : {}) })
  const select = make("select", { className: "guide-select" })
  for (const [value, words] of Object.entries(properties)) select.add(new Option(words, value))
  return select
}
