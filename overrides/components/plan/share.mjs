// Share: a link that shows this plan to an adviser, read only. What is private is left out unless chosen.

import { make } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { makeLinkBox } from "./linkbox.mjs"
import { makeFile } from "./portable.mjs"

const ALWAYS = ["plan", "start", "done", "dates"]
const SETTINGS = ["reader"]

// What the reader may add: [words, kinds of records].
const CHOICES = [
  ["My notes, contacts and reference numbers", ["note"]],
  ["My applications", ["application", "application-document"]],
  ["My budget", ["budget", "budget-name"]],
  ["My letters", ["letter"]],
  ["My worksheets", ["worksheet"]],
]

/** Open the tool in its place; gives what keeps it up to date. */
export function open(body) {
  const choices = CHOICES.map(([words, kinds]) => {
    const control = make("input", { type: "checkbox", autocomplete: "off", onchange: () => link.clear() })
    return { kinds, control, root: make("label", { className: "guide-plan__option" }, control, make("span", { textContent: words })) }
  })
  const link = makeLinkBox("look", makeText)
  let shown
  body.append(
    make("p", { textContent: "Make a link that shows this plan to somebody else: what it is for, whether it fits, every step with its date, and how far you are. They can read and print it. They cannot change it, and nothing in their own browser is touched." }),
    make("fieldset", { className: "guide-plan__options" }, make("legend", { textContent: "Left out unless you choose it" }), ...choices.map(one => one.root)),
    make("p", { textContent: "The link itself holds what it shows. Whoever has it can read it, and you cannot take it back. The guide’s server never sees it; the program you send it with does." }),
    link.root,
  )
  return { update }

  function makeText() {
    const kinds = [...ALWAYS, ...choices.filter(one => one.control.checked).flatMap(one => one.kinds)]
    const wanted = ({ kind, id }) => kinds.includes(kind) || (kind === "setting" && SETTINGS.includes(id))
    return JSON.stringify(makeFile([store.plan], wanted).file)
  }

  function update(plan) {
    if (shown !== plan.id) link.clear()
    shown = plan.id
  }
}
