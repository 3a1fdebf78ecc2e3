// The page of the reader's own plan: which plan, its facts, whether it fits, what to do now, and what can be done with it.

import { make } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { makeExtras } from "./extras.mjs"
import { makeFacts } from "./facts.mjs"
import { makeList } from "./list.mjs"
import { readPlan } from "./model.mjs"
import { asked } from "./pack.mjs"
import { readParts } from "./parts.mjs"
import { makePicker } from "./picker.mjs"
import { makeReminder } from "./reminder.mjs"
import { makeVerdict } from "./verdict.mjs"

// Changes that leave every step where it stands: what is ticked must not run away from under the finger.
const QUIET = ["done", "note", "undo"]

/** Start the plan on its element. */
export function start(root, signal) {
  const parts = readParts(root)
  const link = asked()
  // A link with a plan that is opened here shows at once.
  window.addEventListener("hashchange", () => asked() && location.reload(), { signal })
  if (link?.mode === "look") return showLook(root, parts, link.code, signal)
  const context = { parts, root, signal, plan: readPlan(parts) }
  const body = make("div", { className: "guide-plan__body" })
  const [picker, reminder, facts, verdict, list, extras] = [makePicker, makeReminder, makeFacts, makeVerdict, makeList, makeExtras].map(makePart => makePart(context))
  const kinds = root.querySelector(".guide-plan__kinds")

  body.append(picker.root, reminder.root, facts.root, verdict.root, list.root, extras.root)
  root.prepend(body)
  store.on("any", ({ detail }) => update(!detail.every(one => one.plan === store.plan && QUIET.includes(one.kind))), signal)
  window.addEventListener("pageshow", () => update(true), { signal })
  // A tab may stay open over midnight, or for months.
  document.addEventListener("visibilitychange", () => document.hidden || update(true), { signal })
  update(true)
  if (link) takeLink(body, link.code)

  function update(sort) {
    context.plan = readPlan(parts)
    kinds.hidden = Boolean(context.plan.placement)
    for (const part of [picker, reminder, facts, verdict, list, extras]) part.update(context.plan, sort)
  }
}

async function showLook(root, parts, code, signal) {
  const { startLook } = await import("./look.mjs")
  await startLook(root, parts, code, signal)
}

/** Show what a plan in the address would change; once that is decided, the address is the page's own again. */
async function takeLink(body, code) {
  const { makeIncoming } = await import("./incoming.mjs")
  const incoming = makeIncoming(() => history.replaceState(null, "", location.pathname))
  body.prepend(incoming.root)
  await incoming.open(code, () => {
    location.hash = `look=${code}`
  })
}
