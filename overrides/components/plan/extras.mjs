// What belongs to the plan beside its steps: its checklists with how far they are, and what can be done
// with the plan as a whole. Each of the latter is loaded when it is opened.

import { make, say } from "../core/dom.mjs"
import { tally } from "../core/ticks.mjs"

// What also helps a reader who has no plan yet, or has left it on another device.
const ALWAYS = ["backup"]

// [module, title]
const TOOLS = [
  ["chart", "Picture"],
  ["calendar", "Calendar file"],
  ["paper", "Print"],
  ["share", "Share with an adviser"],
  ["backup", "Back up and move"],
]

/** Make the parts below the steps. */
export function makeExtras(context) {
  const lists = make("ul", { className: "guide-progress" })
  const heading = make("h2", { textContent: "Checklists of this plan" })
  const tools = TOOLS.map(([name, title]) => makeTool(context, name, title))
  const root = make("div", { className: "guide-plan__extras" }, heading, lists, ...tools.map(tool => tool.root))
  let shown
  let lines = []
  return { root, update }

  function update(plan) {
    for (const part of [heading, lists]) part.hidden = !plan.placement
    const wanted = [plan.id, plan.placement?.id].join("/")
    if (shown !== wanted) {
      lines = plan.checklists.map(makeLine)
      lists.replaceChildren(...lines.map(line => line.root))
      shown = wanted
    }
    plan.checklists.forEach((list, n) => lines[n].update(list))
    for (const tool of tools) tool.update(plan)
  }
}

export function makeLine(list) {
  const bar = make("progress", { className: "guide-bar__progress", "aria-label": `${list.title}: done` })
  const words = make("p", { className: "guide-progress__count" })
  const root = make("li", { className: "guide-progress__line" }, make("p", { className: "guide-progress__title" }, make("a", { href: list.link, textContent: list.title })), bar, words)
  const update = ({ items }) => {
    const result = tally(items.filter(item => !item.foreign).map(item => item.state))
    bar.max = result.total || 1
    bar.value = result.done
    say(words, result.words)
  }
  return { root, update }
}

/** Make a part that opens to a tool; a tool's module gives `open(body, context)`, which gives `update(plan)` or nothing. */
function makeTool(context, name, title) {
  const body = make("div", {})
  const root = make("details", { className: "guide-plan__tool", id: `plan-${name}` }, make("summary", { textContent: title }), body)
  let tool
  root.ontoggle = async () => {
    if (!root.open || tool) return
    tool = {}
    const module = await import(`./${name}.mjs`)
    tool = module.open(body, context) ?? {}
    tool.update?.(context.plan)
  }
  const update = plan => {
    root.hidden = !plan.placement && !ALWAYS.includes(name)
    tool?.update?.(plan)
  }
  return { root, update }
}
