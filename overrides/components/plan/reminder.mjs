// A quiet line that reminds of a backup: when there is much that no file holds. Never again for a month
// once it was waved away, and never while the reader is at work.

import { LONG, show, today } from "../core/dates.mjs"
import { button, make } from "../core/dom.mjs"
import { DEVICE, store, timeOf } from "../core/store.mjs"
import { STAYS } from "./format.mjs"

const MONTH = 30 * 86_400_000
const MOST_CHANGES = 25
const WHY = new URL("../../about/your-data/#how-your-data-can-get-lost", import.meta.url).href

/** Make the line. */
export function makeReminder({ root: page }) {
  const words = make("span", {})
  const why = make("a", { href: WHY, textContent: "How data can get lost" })
  const now = button("Back up now", openTool, "guide-button--quiet")
  const later = button("Not now", () => {
    const record = { dismissed: Date.now(), updated: Date.now() }
    root.hidden = true
    page.querySelector(".guide-plan__picker select")?.focus()
    store.replace([{ plan: DEVICE, kind: "backup", id: "reminder", record }], true)
  }, "guide-button--quiet")
  const root = make("p", { className: "guide-plan__reminder", hidden: true }, words, " ", why, " ", now, " ", later)
  let shown
  return { root, update }

  /** Only when the page is opened or sorted anew: nothing appears under the finger. */
  function update(plan, sort) {
    if (!sort && shown === plan.id) return
    shown = plan.id
    const reason = reasonFor(plan.id, Date.now())
    root.hidden = !reason
    words.textContent = reason
  }

  function openTool() {
    const tool = page.querySelector("#plan-backup")
    tool.open = true
    tool.querySelector("summary").focus()
    tool.scrollIntoView({ block: "start" })
  }
}

/** A moment from the store; one that is not there is long ago, one in the future (the clock was set back) is now. */
const momentOf = (record, name, now) => (Number.isFinite(record?.[name]) ? Math.min(record[name], now) : 0)

/** Say why a plan should be backed up; "" when there is no need, or the reader does not want to hear of it. */
export function reasonFor(plan, now) {
  const kept = store.of(DEVICE)
  if (now - momentOf(kept.get("backup", "reminder"), "dismissed", now) < MONTH) return ""
  const made = momentOf(kept.get("backup", `plan/${plan}`), "exported", now)
  const changes = store.records().filter(one => one.plan === plan && !STAYS.includes(one.kind)).map(one => timeOf(one.record)).filter(time => time > made)
  const since = made || Math.min(...changes)
  if (!changes.length || (changes.length < MOST_CHANGES && now - since < MONTH)) return ""
  const last = made ? `Since your last backup on ${show(today(new Date(made)), LONG)} you changed ${changes.length} ${changes.length === 1 ? "entry" : "entries"}.` : "This plan has no backup yet."
  return `${last} It is kept in this browser only, and Safari may delete it after seven days of use without a visit here.`
}
