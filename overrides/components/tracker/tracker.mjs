// My applications: what is next, what others have to answer, and what is closed. All of it belongs to the current plan.

import { DOCUMENT, GROUPS, KIND, LONGEST, addOwn, addProgramme, byDue, countWords, groupOf, hasProgramme, keptAs, listApplications, placeOf } from "../core/applications.mjs"
import { today } from "../core/dates.mjs"
import { button, hide, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { makePrint } from "../core/toolbox.mjs"
import { makeCard } from "./card.mjs"
import { plain, readDirectory } from "./directory.mjs"
import { fillPaper } from "./paper.mjs"
import { change, lastStep, undo } from "./undo.mjs"

/** Start the tracker on its element. */
export function start(root, signal) {
  const directory = readDirectory(root)
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const back = button("Undo", takeBack)
  const counted = make("p", { className: "guide-tracker__count" })
  const groups = new Map(Object.entries(GROUPS).map(([id, title]) => [id, makeGroup(id, title)]))
  const panel = make("div", { className: "guide-tracker__exchange", hidden: true })
  const form = makeForm(add)
  const tools = make("div", { className: "guide-tools" }, ...makePrint(root), button("Download as CSV", download), button("Read a CSV file", readFile))
  const screen = make("div", { className: "guide-tracker__screen" },
    form.root,
    make("div", { className: "guide-tracker__said" }, status, back),
    counted,
    ...[...groups.values()].map(group => group.root),
    tools,
    panel,
  )
  const cards = new Map()
  const context = { directory, remove, removeDocument, closed }
  let applications = []
  let plan

  root.prepend(screen)
  store.on("change", ({ detail }) => detail.some(one => !one.kind || [KIND, DOCUMENT, "undo"].includes(one.kind)) && update(), signal)
  store.on("trouble", update, signal)
  window.addEventListener("pageshow", () => update(true), { signal })
  document.addEventListener("visibilitychange", () => document.hidden || update(true), { signal })
  window.addEventListener("hashchange", follow, { signal })
  window.addEventListener("beforeprint", () => fillPaper(root, applications), { signal })
  update(true)
  follow()

  function update(sort = false) {
    if (plan !== store.plan) {
      // Cards of another plan's applications have other words half written.
      for (const card of cards.values()) card.root.remove()
      cards.clear()
      plan = store.plan
      panel.hidden = true
      say(status, "")
    }
    const now = today()
    const focused = document.activeElement
    applications = listApplications().sort(byDue)
    const ids = new Set(applications.map(one => one.id))
    const news = applications.some(one => !cards.has(one.id))
    for (const [id, card] of cards) {
      if (ids.has(id)) continue
      if (card.root.contains(document.activeElement)) status.focus()
      card.root.remove()
      cards.delete(id)
    }
    for (const one of applications) {
      if (!cards.has(one.id)) cards.set(one.id, makeCard(one.id, context))
      cards.get(one.id).update(one, now)
    }
    // What the reader works on must not run away from under the finger.
    if (sort === true || news || !root.querySelector("details[open]:focus-within")) arrange(now)
    for (const group of groups.values()) group.count()
    if (root.contains(focused) && focused !== document.activeElement) focused.focus({ preventScroll: true }) // it was moved
    say(counted, applications.length ? countWords(applications) : "")
    counted.hidden = !applications.length
    say(back, `Undo: ${lastStep()}`)
    hide(back, !lastStep(), status)
  }

  function arrange(now) {
    for (const [id, group] of groups) {
      const wanted = applications.filter(one => groupOf(one, now) === id).map(one => cards.get(one.id).root)
      wanted.forEach((card, n) => group.list.children[n] === card || group.list.insertBefore(card, group.list.children[n] ?? null))
    }
  }

  /** A card that is closed goes where it belongs now; the reader is told. */
  function closed(card) {
    if (!card.root.isConnected) return
    const before = card.root.closest("[data-group]")
    update(true)
    const after = card.root.closest("[data-group]")
    if (!after || before === after) return
    say(status, `“${applications.find(one => one.id === card.id)?.name}” stands under “${GROUPS[after.dataset.group]}” now.`)
    if (card.root.contains(document.activeElement)) card.root.scrollIntoView({ block: "nearest" })
  }

  function add(words) {
    const programme = directory.named(words)
    const twin = programme ? undefined : applications.find(one => plain(one.name) === plain(words))
    if (twin || (programme && hasProgramme(programme))) {
      say(status, "It is in your list already.")
      return show(twin?.id ?? keptAs(programme))
    }
    const id = programme ? addProgramme(programme).id : addOwn(words)
    update(true)
    say(status, `Added. Type its deadline${programme?.window ? ": the directory has it in words only" : ""}.`)
    show(id)?.focus("deadline")
  }

  /** Open a card and bring it into view. */
  function show(id) {
    const card = cards.get(id)
    const body = card?.open()
    card?.summary.focus()
    card?.root.scrollIntoView({ block: "nearest" })
    return body
  }

  /** Follow a link to one application. */
  function follow() {
    const found = applications.find(one => `#${placeOf(one.id)}` === location.hash)
    if (found) show(found.id)
  }

  function remove({ id, name }) {
    change(`removed “${name}”`, [{ kind: KIND, id, fields: { removed: true } }])
    update()
    say(status, `Removed: ${name}.`)
    status.focus()
  }

  function removeDocument(application, { id, name }) {
    change(`removed “${name}” from “${application.name}”`, [{ kind: DOCUMENT, id: `${application.id}/${id}`, fields: { removed: true } }])
    update()
    say(status, `Removed: ${name}.`)
    status.focus()
  }

  function takeBack() {
    const { words, stayed } = undo()
    update(true)
    say(status, `Undone: ${words}.${stayed ? ` ${stayed} of them you have worked on since, so they stay.` : ""}`)
    status.focus()
  }

  async function download() {
    const { saveFile } = await import("./exchange.mjs")
    saveFile(applications)
  }

  async function readFile() {
    const { openExchange } = await import("./exchange.mjs")
    openExchange(panel, { directory, done: words => {
      update(true)
      say(status, words)
      status.focus()
    } })
  }
}

/** Make the field that adds an application: typed, or a programme of the directory. */
function makeForm(add) {
  const input = make("input", { type: "text", autocomplete: "off", maxLength: LONGEST.name, dir: "auto" })
  input.setAttribute("list", "guide-tracker-programmes")
  const submit = make("button", { type: "submit", className: "guide-button guide-button--main", textContent: "Add" })
  const root = make("form", { className: "guide-tracker__add" }, make("label", {}, make("span", { textContent: "Add a programme or place" }), input), submit)
  submit.addEventListener("click", event => {
    if (event.detail > 1) event.preventDefault() // the second press of a double click
  })
  root.onsubmit = event => {
    event.preventDefault()
    const words = input.value.trim()
    input.value = ""
    if (words) add(words)
    else input.focus()
  }
  return { root }
}

function makeGroup(id, title) {
  const number = make("span", { className: "guide-tracker__number" })
  const list = make("ul", { className: "guide-tracker__list" })
  const root = make("div", { className: "guide-tracker__group", "data-group": id }, make("h2", { className: "guide-tracker__heading" }, `${title} `, number), list)
  return {
    root,
    list,
    count() {
      root.hidden = !list.children.length
      say(number, `(${list.children.length})`)
    },
  }
}
