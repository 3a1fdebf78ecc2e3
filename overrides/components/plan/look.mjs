// Look at a plan that came in a link. It is read into memory and shown as text: nothing on this device is
// read, changed or kept. The link stays in the address, so that the page can be loaded again.

import { LONG, isoDay, show, today } from "../core/dates.mjs"
import { button, make } from "../core/dom.mjs"
import { READERS } from "../core/reader.mjs"
import { openStore } from "../core/store.mjs"
import { makeLine } from "./extras.mjs"
import { HOMES, HOSTS } from "./facts.mjs"
import { Refused, readBackup } from "./format.mjs"
import { makeExtra, sorted, whenOf, windowsOf } from "./list.mjs"
import { GROUPS, readPlan } from "./model.mjs"
import { unpack } from "./pack.mjs"
import { makeVerdict } from "./verdict.mjs"

const NOTES = { contact: "Contact", reference: "Reference", asked: "Asked on", expires: "Runs out on", text: "Note" }
const STATES = { open: "", skipped: "Not for them" }

// Kinds that are shown as they were written: [title, kind].
const WRITTEN = [["Budget", "budget"], ["Letters", "letter"], ["Worksheets", "worksheet"]]

/** Show the plan that a code holds in an element. */
export async function startLook(root, parts, code, signal) {
  const view = make("div", { className: "guide-look" })
  document.addEventListener("click", stayInPlace, { signal, capture: true })
  root.querySelector(".guide-plan__kinds").hidden = true
  root.prepend(view)
  try {
    const backup = readBackup(await unpack(code))
    const from = openStore(makeMemory)
    from.replace(backup.records)
    view.append(...describe(readPlan(parts, backup.plans[0] ?? "none", today(), from), from, backup.made))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    view.append(make("p", { className: "guide-notice", role: "alert", textContent: error.message }), makeLeave())
  }
}

/** The address holds the plan: a link to a place of this page leads there without changing it. */
function stayInPlace(event) {
  const link = event.target.closest?.("a[href]")
  const place = link?.pathname === location.pathname && document.getElementById(decodeURIComponent(link.hash.slice(1)))
  if (!place || link.origin !== location.origin) return
  event.preventDefault()
  event.stopPropagation()
  place.scrollIntoView()
  place.tabIndex = -1
  place.focus({ preventScroll: true })
}

/** Make a Storage in memory. */
const makeMemory = () =>
  Object.create({
    getItem(key) {
      return Object.hasOwn(this, key) ? this[key] : null
    },
    setItem(key, text) {
      this[key] = text
    },
    removeItem(key) {
      delete this[key]
    },
  })

const makeLeave = () => button("Go to my own plan", () => {
  history.replaceState(null, "", location.pathname)
  location.reload()
})

function describe(plan, from, made) {
  const moment = new Date(made)
  const when = Number.isNaN(moment.getTime()) ? "" : ` It shows how things stood on ${show(today(moment), LONG)}.`
  const verdict = makeVerdict()
  verdict.update(plan)
  return [
    make("p", { className: "guide-look__banner" }, make("strong", { textContent: "A shared plan, to read only. " }), `It came in the link. Nothing of it is kept on this device, and your own plan is as it was.${when}`),
    make("div", { className: "guide-tools" }, button("Print this plan", () => window.print()), makeLeave()),
    make("h2", { textContent: plan.about.name }),
    makeFactsOf(plan),
    ...(plan.placement && plan.start !== undefined ? [verdict.root] : []),
    ...groupsOf(plan),
    ...listsOf(plan),
    ...writtenIn(from, plan.id),
  ]
}

function makeFactsOf(plan) {
  const date = day => (day === undefined ? "" : show(day, LONG))
  const facts = {
    "Kind of placement": plan.placement?.title ?? "not chosen",
    "First day": date(plan.start) || "not given",
    "Application deadline": date(plan.deadline),
    Reader: READERS[plan.reader] ?? "",
    "Lives or studies in": Object.hasOwn(HOMES, plan.about.home) && plan.about.home ? HOMES[plan.about.home] : "",
    "Placement in": plan.placement?.host === "any" && Object.hasOwn(HOSTS, plan.about.host) ? HOSTS[plan.about.host] : "",
    "Length in weeks": plan.about.weeks,
  }
  return makeTerms(Object.entries(facts).filter(([, value]) => value))
}

const makeTerms = pairs => make("dl", { className: "guide-look__terms" }, ...pairs.flatMap(([term, value]) => [make("dt", { textContent: term }), make("dd", { textContent: value })]))

function groupsOf(plan) {
  return Object.entries(GROUPS).flatMap(([id, title]) => {
    const extras = plan.extras.filter(extra => extra.group === id).sort((a, b) => a.day - b.day)
    const steps = sorted(plan.steps.filter(step => step.group === id && !step.foreign))
    const rows = [...extras.map(extra => makeExtra(extra, plan.today)), ...steps.map(step => makeStep(step, plan))]
    if (!rows.length) return []
    return [make("h3", { textContent: `${title} (${rows.length})` }), make("ol", { className: "guide-list__entries guide-timeline__rail" }, ...rows)]
  })
}

function makeStep(step, plan) {
  const { words, away, now } = whenOf(step, plan)
  const date = make("time", { className: "guide-step__date", textContent: words })
  if (step.result?.latestFinish < Infinity) date.dateTime = isoDay(step.result.latestFinish)
  const status = make("strong", { className: "guide-step__status", textContent: now.words, "data-status": now.kind })
  const state = step.state === "done" ? `Done${step.since === undefined ? "" : ` on ${show(step.since, LONG)}`}` : STATES[step.state]
  const notes = Object.entries(NOTES).map(([name, words]) => (typeof step.note[name] === "string" && step.note[name] ? `${words}: ${step.note[name]}` : ""))
  const more = [windowsOf(step), step.waiting ? "Waiting for somebody else." : "", ...notes].filter(Boolean)
  return make(
    "li",
    { className: "guide-entry guide-step", "data-state": step.state },
    make("p", { className: "guide-step__due" }, date, " ", make("span", { className: "guide-step__away", textContent: away }), " ", status),
    make("p", { className: "guide-look__text" }, ...step.content.cloneNode(true).childNodes),
    ...[state, ...more].filter(Boolean).map(textContent => make("p", { className: "guide-look__more", textContent })),
  )
}

function listsOf(plan) {
  if (!plan.checklists.length) return []
  const lines = plan.checklists.map(list => {
    const line = makeLine(list)
    line.update(list)
    return line.root
  })
  return [make("h3", { textContent: "Checklists" }), make("ul", { className: "guide-progress" }, ...lines)]
}

const readable = id => id.replaceAll("/", ", ").replaceAll("-", " ")

/** Show what was written in the tools beside the plan, by the names of its fields. */
function writtenIn(from, id) {
  return WRITTEN.flatMap(([title, kind]) => {
    const records = from.records().filter(one => one.plan === id && one.kind === kind)
    const pairs = records.flatMap(({ id, record }) => (["string", "number"].includes(typeof record.value) && record.value !== "" ? [[readable(id), [record.value, record.currency].filter(Boolean).join(" ")]] : []))
    return pairs.length ? [make("h3", { textContent: title }), makeTerms(pairs)] : []
  })
}
