// A plan that comes in, from a file, from text or from a link: what it would change, and the choice.

import { LONG, show, today } from "../core/dates.mjs"
import { button, count, hide, make, say } from "../core/dom.mjs"
import { aboutOf } from "../core/plans.mjs"
import { store } from "../core/store.mjs"
import { Refused, readBackup } from "./format.mjs"
import { unpack } from "./pack.mjs"
import { bringIn, canGoBack, goBack, weigh } from "./portable.mjs"

const HOWS = {
  merge: "Put both together: of each entry the newer one counts",
  replace: "Replace the plan here: it becomes exactly what the file holds",
  separate: "Keep both: the file’s plan becomes one of its own",
}
const entries = number => `${number} ${number === 1 ? "entry" : "entries"}`

/**
 * Make the place where a plan comes in: { root, take(text), open(code, look), say, update }.
 * `left` is called when the reader has decided.
 */
export function makeIncoming(left = () => {}) {
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const undo = button("Undo the last import", takeBack, "guide-button--quiet")
  const preview = make("section", { className: "guide-plan__preview", hidden: true, "aria-label": "What would change" })
  const root = make("div", {}, preview, make("div", { className: "guide-plan__said" }, status, undo))
  let backup
  let how = "merge"
  let lines
  return { root, take, open, update, tell }

  function update() {
    hide(undo, !canGoBack(), status)
    if (backup && lines) lines.replaceChildren(...describe(weigh(backup, how), how))
  }

  function tell(text) {
    say(status, text)
    status.focus()
  }

  /** Read text, and show what it would change; `look` opens it without taking it over. */
  function take(text, look) {
    close()
    try {
      backup = readBackup(text)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return tell(error.message)
    }
    say(status, "")
    showPreview(look)
  }

  /** Read a packed plan, as a link holds it. */
  async function open(code, look) {
    close()
    try {
      take(await unpack(code), look)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tell(error.message)
    }
  }

  function close() {
    backup = undefined
    how = "merge"
    preview.hidden = true
  }

  function showPreview(look) {
    const heading = make("h3", { textContent: "What would change", tabIndex: -1 })
    lines = make("ul", {})
    const choice = weigh(backup, how).plans.some(plan => plan.there) ? [makeChoice()] : []
    const apply = button("Bring it in", keep, "guide-button--main")
    const only = look ? [button("Only look at it", look)] : []
    const leave = button("Leave it", () => {
      close()
      left()
      tell("Nothing was changed.")
    })
    preview.replaceChildren(heading, ...madeOn(backup), ...choice, lines, make("div", { className: "guide-tools" }, apply, ...only, leave))
    preview.hidden = false
    update()
    heading.focus()
  }

  function makeChoice() {
    const options = Object.entries(HOWS).map(([value, words]) => {
      const control = make("input", { type: "radio", name: "guide-incoming", value, checked: value === how })
      control.onchange = () => {
        how = value
        update()
      }
      return make("label", { className: "guide-plan__option" }, control, make("span", { textContent: words }))
    })
    return make("fieldset", { className: "guide-plan__options" }, make("legend", { textContent: "A plan in it is here already" }), ...options)
  }

  function keep() {
    const weighed = weigh(backup, how)
    if (!bringIn(weighed)) return tell(store.trouble === "blocked" ? "This browser does not keep data for this page, so nothing was changed." : "There is no room for it in this browser’s storage, so nothing was changed.")
    close()
    left()
    update()
    const away = weighed.plans.map(plan => aboutOf(plan.id)).filter(plan => plan.state !== "active")
    const stands = away.map(plan => ` “${plan.name}” is ${plan.state} here: the menu “Plans” brings it back.`).join("")
    tell(`Brought in: ${entries(weighed.changes.length)} changed.${stands}`)
  }

  function takeBack() {
    const stayed = goBack()
    update()
    if (stayed === undefined) tell("It could not be undone: this browser’s storage is full.")
    else tell(`Undone.${stayed ? ` ${entries(stayed)} that you changed since ${stayed === 1 ? "stays" : "stay"} as you left ${stayed === 1 ? "it" : "them"}.` : ""}`)
  }
}

/** Say when a file was made, where it says so sensibly. */
function madeOn({ made }) {
  const moment = new Date(made)
  return Number.isNaN(moment.getTime()) ? [] : [make("p", { textContent: `Made on ${show(today(moment), LONG)}.` })]
}

/** Say for each plan what would change. */
function describe({ plans, changes }, how) {
  const lines = plans.map(plan => make("li", {}, make("strong", { textContent: plan.name }), `: ${sumUp(plan, how)}`))
  if (!plans.length) return [make("li", { textContent: "The file holds no plan." })]
  return changes.length ? lines : [...lines, make("li", { textContent: "Nothing would change." })]
}

function sumUp(plan, how) {
  const all = plan.added + plan.newer + plan.older + plan.same
  if (!plan.there) return `a plan that is not here yet, ${entries(all)}.`
  if (how === "separate") return `a plan of its own beside the one here, ${entries(all)}.`
  const replaced = how === "replace"
  const parts = [
    plan.added && `${plan.added} new`,
    plan.newer && `${plan.newer} newer in the file`,
    plan.older && `${plan.older} newer here, ${replaced ? "lost all the same" : "kept"}`,
    plan.same && `${plan.same} the same`,
    plan.lost && `${plan.lost} only here, lost`,
  ].filter(Boolean)
  return `${parts.join("; ") || count(0, "change")}.`
}
