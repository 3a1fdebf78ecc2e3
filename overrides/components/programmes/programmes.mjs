// The directory of programmes: filter, search and sort the table, and keep the choice in the address.
// The table itself is complete in the page; all that stands above it is made here.

import "../vendor/tablesort/tablesort.min.js"
import { parseDay, today } from "../core/dates.mjs"
import { button, make, say } from "../core/dom.mjs"
import { READERS } from "../core/reader.mjs"
import { filters, openIndex } from "./filters.mjs"
import { offerKeeping } from "./keep.mjs"

const FACETS = { country: "Country", type: "Type", reader: "Who you are", cost: "Money" }
const COLUMNS = { host: "Host", country: "Country", type: "Type", cost: "Money" }
const EMPTY = { q: "", country: "", type: "", reader: "", cost: "", sort: "host" }
const words = new Intl.Collator("en", { sensitivity: "base", numeric: true })

// The sorter asks for a comparison that falls: it turns the rows round at the end.
window.Tablesort.extend("words", () => false, (a, b) => words.compare(b, a))

/** Start the directory; the address says what it shows first. */
export function start(root, signal) {
  const table = root.querySelector("table")
  const rows = [...root.querySelectorAll(".guide-programme")].map(readRow)
  const heads = Object.fromEntries([...table.querySelectorAll("[data-column]")].map(head => [head.dataset.column, head]))
  const options = { ...facetOptions(rows), reader: Object.entries(READERS) }
  const controls = makeControls(options)
  const find = filters(rows, openIndex)
  const sorter = makeSorter(table, heads)
  let state = EMPTY
  let turn = 0

  root.prepend(controls.form)
  rows.forEach(markDue)
  offerKeeping(root, rows.map(row => row.element), signal)

  /** Show a state everywhere: in the fields, in the table, and, unless it came from there, in the address. */
  async function show(next, from) {
    state = next
    const mine = ++turn
    const shown = await find(state)
    if (mine !== turn || signal.aborted) return
    for (const row of rows) row.element.hidden = !shown.has(row)
    sort()
    controls.fill(state)
    say(controls.count, countWords(shown.size, rows.length))
    controls.empty.hidden = shown.size > 0
    controls.reset.disabled = Object.keys(EMPTY).every(name => state[name] === EMPTY[name])
    if (from !== "address") writeAddress(state, linked()?.hidden)
  }

  function sort() {
    const [column, way] = sortOf(state.sort)
    if (heads[column].ariaSort === way) return
    for (const head of Object.values(heads)) head.removeAttribute("aria-sort")
    heads[column].setAttribute("aria-sort", way)
    sorter.current = heads[column]
    sorter.refresh()
  }

  /** Follow the address; a link to one programme is stronger than filters that would hide it. */
  async function follow() {
    await show(readAddress(options), "address")
    const row = linked()
    if (row?.hidden) await show(EMPTY, "link")
    if (!row) return
    row.querySelector("details").open = true
    row.scrollIntoView({ block: "start" })
  }

  /** Find the row that the address names, also by a former id. */
  const linked = () => {
    const place = document.getElementById(location.hash.slice(1))
    return root.contains(place) ? place.closest(".guide-programme") : null
  }

  table.addEventListener("afterSort", () => {
    const [column, head] = Object.entries(heads).find(([, head]) => head.hasAttribute("aria-sort"))
    const wanted = (head.getAttribute("aria-sort") === "descending" ? "-" : "") + column
    if (wanted !== state.sort) show({ ...state, sort: wanted })
  }, { signal })
  controls.form.addEventListener("input", () => show(controls.read()), { signal })
  controls.form.addEventListener("submit", event => event.preventDefault(), { signal })
  for (const one of [controls.reset, controls.empty.querySelector("button")]) {
    one.addEventListener("click", () => {
      controls.search.focus()
      show(EMPTY)
    }, { signal })
  }
  window.addEventListener("popstate", follow, { signal })
  window.addEventListener("hashchange", follow, { signal })
  follow()
}

function readRow(element) {
  const { country, type, cost, reviewBy } = element.dataset
  const values = Object.fromEntries([...element.querySelectorAll("[data-value]")].map(one => [one.dataset.value, one.textContent.replace(/\.$/, "")]))
  return { element, country, type, cost, reviewBy, values, audiences: element.dataset.for.split(" "), text: element.textContent }
}

/** List what can be chosen, as the table has it: value and words, in the order of the words. */
function facetOptions(rows) {
  const known = facet => {
    const found = new Map(rows.map(row => [row[facet], row.values[facet]]))
    return [...found].sort(([, a], [, b]) => words.compare(a, b))
  }
  return { country: known("country"), type: known("type"), cost: known("cost") }
}

const countWords = (shown, all) => (shown === all ? `All ${all} programmes` : `${shown} of ${all} programmes`)

function makeControls(options) {
  const fields = {
    q: make("input", { type: "search", className: "guide-programmes__input", autocomplete: "off", spellcheck: false }),
    ...Object.fromEntries(Object.keys(FACETS).map(name => [name, select([["", "All"], ...options[name]])])),
    sort: select(Object.entries(COLUMNS).flatMap(([name, text]) => [[name, `${text}, A to Z`], [`-${name}`, `${text}, Z to A`]])),
  }
  const labels = { q: "Search", ...FACETS, sort: "Sort by" }
  const reset = button("Show all", () => {}, "guide-button--quiet")
  const count = make("p", { className: "guide-programmes__count", role: "status" })
  const empty = make("p", { className: "guide-programmes__empty", hidden: true },
    "No programme fits all of this. Take a filter away, or ", button("show all", () => {}, "guide-button--quiet"), ".")
  const form = make("form", { className: "guide-programmes__form", role: "search", "aria-label": "Programmes" },
    ...Object.entries(fields).map(([name, field]) => labelled(name, labels[name], field)),
    make("div", { className: "guide-programmes__line" }, count, reset, button("Print these", () => window.print(), "guide-button--quiet")),
    empty,
  )
  return {
    form, reset, count, empty, search: fields.q,
    read: () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value])),
    fill: state => {
      for (const [name, field] of Object.entries(fields)) if (field.value !== state[name]) field.value = state[name]
    },
  }
}

function labelled(name, text, field) {
  field.id = `guide-programmes-${name}`
  const label = make("label", { htmlFor: field.id, textContent: text })
  return make("div", { className: `guide-programmes__field guide-programmes__field--${name}` }, label, field)
}

function select(options) {
  return make("select", { className: "guide-select" }, ...options.map(([value, textContent]) => make("option", { value, textContent })))
}

/** Let the vendored sorter move the rows. It takes the heading for the control; ours is a button in it. */
function makeSorter(table, heads) {
  for (const head of table.tHead.rows[0].cells) head.dataset.sortMethod = "none"
  for (const head of Object.values(heads)) {
    head.dataset.sortMethod = "words"
    head.replaceChildren(make("button", { type: "button", className: "guide-programmes__sort", textContent: head.textContent }))
  }
  const sorter = new window.Tablesort(table)
  for (const head of Object.values(heads)) head.removeAttribute("tabindex")
  heads.host.setAttribute("aria-sort", "ascending") // as the page comes
  sorter.current = heads.host
  return sorter
}

const sortOf = text => [text.replace("-", ""), text.startsWith("-") ? "descending" : "ascending"]

/** Read the state from the address; what it does not know is as if it were not there. */
function readAddress(options) {
  const query = new URLSearchParams(location.search)
  const state = { ...EMPTY, q: (query.get("q") ?? "").slice(0, 100) }
  for (const facet of Object.keys(FACETS)) {
    const value = query.get(facet)
    if (options[facet].some(([known]) => known === value)) state[facet] = value
  }
  if (sortOf(query.get("sort") ?? "")[0] in COLUMNS) state.sort = query.get("sort")
  return state
}

/** Write the state into the address, beside what others keep there. Material keeps its scroll position in the state. */
function writeAddress(state, forgetPlace) {
  const url = new URL(location.href)
  for (const name of Object.keys(EMPTY)) {
    url.searchParams.delete(name) // first, so that one choice has one address, whatever came before it
    if (state[name] !== EMPTY[name]) url.searchParams.append(name, state[name])
  }
  if (forgetPlace) url.hash = ""
  if (url.href !== location.href) history.replaceState(history.state, "", url)
}

/** Say what is due to be checked again: only the browser knows what day it is. */
function markDue({ element, reviewBy }) {
  if (today() <= parseDay(reviewBy)) return
  element.querySelector(".guide-programme__name").after(
    make("strong", { className: "guide-programme__due", textContent: "Due for review: check it yourself before you rely on it." }))
}
