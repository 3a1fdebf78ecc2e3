// Which plan: choose one, make, copy, archive or delete one, and bring one back.

import { button, count, hide, make, say } from "../core/dom.mjs"
import { bringBack, copyPlan, listPlans, makePlan, putAway, removeForEver, usePlan } from "../core/plans.mjs"
import { store } from "../core/store.mjs"

const PAST = { archived: "Archived", deleted: "Deleted" }

/** Make the row that names the current plan and what can be done with plans. */
export function makePicker({ root: page }) {
  const select = make("select", { className: "guide-select", onchange: () => usePlan(select.value) })
  const field = make("label", { className: "guide-tools__field" }, "Plan ", select)
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const undo = button("Undo", () => undoing(), "guide-button--quiet")
  const away = make("div", { className: "guide-plan__away" })
  let undoing = () => {}

  const menu = make("details", { className: "guide-menu" })
  const summary = make("summary", { className: "guide-button", textContent: "Plans" })
  const act = (text, what) => button(text, () => {
    menu.open = false
    summary.focus()
    what()
  })
  menu.append(summary, make("div", { className: "guide-menu__items" },
    act("New plan", () => tell("A new plan. Say what it is for.", makeNew())),
    act("Copy this plan", copy),
    act("Archive this plan", () => put("archived")),
    act("Delete this plan", () => put("deleted")),
    away,
  ))
  const root = make("div", { className: "guide-plan__picker" }, make("div", { className: "guide-tools" }, field, menu, undo), status)
  hide(undo, true)
  return { root, update }

  function makeNew() {
    const before = store.plan
    const id = makePlan({})
    page.querySelector(".guide-plan__facts select")?.focus()
    return () => {
      putAway(id, "deleted")
      usePlan(before)
    }
  }

  function copy() {
    const id = copyPlan(store.plan)
    if (id) tell("This is the copy now. Give it its own name and date.", () => putAway(id, "deleted"))
    else tell("The copy could not be kept: this browser’s storage is full.")
  }

  function put(state) {
    const id = store.plan
    putAway(id, state)
    tell(`${PAST[state]}. Nothing in it is lost: it stands in the menu “Plans”.`, () => bringBack(id))
  }

  /** Say what happened, and offer to undo it. */
  function tell(text, back) {
    say(status, text)
    undoing = () => {
      back()
      tell("Undone.")
    }
    hide(undo, !back, status)
  }

  function update(plan) {
    const plans = listPlans()
    select.replaceChildren(...plans.map(one => new Option(one.name, one.id, false, one.id === plan.id)))
    const past = [...listPlans("archived"), ...listPlans("deleted")]
    away.replaceChildren(...past.flatMap(showPast))
  }

  function showPast(plan) {
    const back = act(`Bring back “${plan.name}”`, () => {
      bringBack(plan.id)
      tell(`“${plan.name}” is back.`)
    })
    if (plan.state !== "deleted") return [back]
    const records = store.records().filter(one => one.plan === plan.id).length
    const gone = act(`Remove “${plan.name}” for ever`, () => {
      if (!confirm(`Remove “${plan.name}” and its ${count(records, "entry").replace("entrys", "entries")} for ever? This cannot be undone.`)) return
      removeForEver(plan.id)
      tell(`“${plan.name}” is removed.`)
    })
    return [back, gone]
  }
}
