// A dated timeline as a calendar file. Loaded when it is asked for.

import { addressOf, saveCalendar } from "../core/calendarfile.mjs"
import { LONG, parseDay, show, today } from "../core/dates.mjs"
import { store } from "../core/store.mjs"

/** Save the open steps of a dated timeline that concern the reader. Gives a sentence. */
export function saveTimeline(root, steps) {
  const timeline = root.dataset.list
  const keys = new Set(steps.map(step => step.root.dataset.entry))
  const entries = steps.filter(step => step.state === "open" && !step.foreign).map(entryOf)
  const name = document.getElementById(root.getAttribute("aria-labelledby"))?.firstChild.textContent.trim() ?? timeline
  return saveCalendar({ plan: store.plan, name, what: "", entries, inScope: key => keys.has(key), today: today() })
}

function entryOf({ root, name, due, start, opens }) {
  const key = root.dataset.entry
  // A deadline or an appointment that the reader set in the plan counts more than the timeline's own day.
  const hard = store.get("dates", key, root.dataset.was?.split(" "))?.hard
  const day = parseDay(typeof hard === "string" ? hard : undefined) ?? due
  const lines = [start !== undefined && `Start by ${show(start, LONG)}.`, opens !== undefined && `Not before ${show(opens, LONG)}.`].filter(Boolean)
  return { key, day, title: name, lines, link: addressOf(`${location.pathname}#${root.id}`) }
}
