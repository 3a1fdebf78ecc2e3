// Back up and move: plans as a file, as text or as a link, out of this browser and into it.

import { isoDay, today } from "../core/dates.mjs"
import { button, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { MOST_TEXT } from "./format.mjs"
import { makeIncoming } from "./incoming.mjs"
import { makeLinkBox } from "./linkbox.mjs"
import { asked } from "./pack.mjs"
import { makeFile, noteBackup } from "./portable.mjs"

/** Open the tool in its place; gives what keeps it up to date. */
export function open(body) {
  const out = makeOut()
  const link = makeLinkBox("plan", () => JSON.stringify(makeFile([store.plan]).file))
  const incoming = makeIncoming()
  let shown
  body.append(
    make("h3", { textContent: "Take a copy" }),
    make("p", { textContent: "Your plans are kept in this browser only. A file brings them to another browser or device, or back after a loss. It holds your notes too, so keep it where only you can read it." }),
    out,
    make("h3", { textContent: "This plan as a link" }),
    make("p", { textContent: "The link itself holds this plan, with your notes. Whoever has the link can read it. The guide’s server never sees it; the program you send it with does." }),
    link.root,
    make("h3", { textContent: "Bring plans in" }),
    make("p", { textContent: "You see what would change before anything is changed." }),
    makeIn(incoming),
    incoming.root,
  )
  return { update }

  function update(plan) {
    if (shown !== plan.id) link.clear()
    shown = plan.id
    incoming.update()
  }
}

function makeOut() {
  const what = make("select", { className: "guide-select" })
  what.add(new Option("This plan", "this"))
  what.add(new Option("All plans", "all"))
  const status = make("p", { className: "guide-tool__status", role: "status" })
  const field = make("label", { className: "guide-tools__field" }, "Copy ", what)
  return make("div", {}, make("div", { className: "guide-tools" }, field, button("Download the file", download, "guide-button--main"), button("Copy as text", copy)), status)

  /** Make the file's text, and say what went in. */
  function prepare() {
    const { file, plans, entries, spoilt } = makeFile(what.value === "all" ? undefined : [store.plan])
    const text = `${JSON.stringify(file, null, 2)}\n`
    const words = [
      `${entries} ${entries === 1 ? "entry" : "entries"}.`,
      spoilt ? `${spoilt} could not be read and ${spoilt === 1 ? "was" : "were"} left out.` : "",
      text.length > MOST_TEXT ? "It is larger than 2 MB and could not be brought in again: take each plan alone." : "",
    ]
    return { text, plans, words: words.filter(Boolean).join(" ") }
  }

  function download() {
    const { text, plans, words } = prepare()
    const name = `medical-internship-guide-${isoDay(today())}.json`
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    noteBackup(plans)
    say(status, `Downloaded as ${name}: ${words}`)
  }

  async function copy() {
    const { text, plans, words } = prepare()
    try {
      await navigator.clipboard.writeText(text)
      noteBackup(plans)
      say(status, `Copied: ${words} Paste it into a note or a message to yourself.`)
    } catch {
      say(status, "This browser does not let the page copy. Download the file instead.")
    }
  }
}

function makeIn(incoming) {
  const file = make("input", { type: "file", accept: ".json,application/json,text/plain" })
  const text = make("textarea", { rows: 3, spellcheck: false, autocomplete: "off" })
  file.onchange = async () => {
    const [chosen] = file.files
    file.value = "" // so that the same file can be chosen again
    if (!chosen) return
    if (chosen.size > 4 * MOST_TEXT) return incoming.tell("This file is larger than any file of this guide. Nothing was changed.")
    incoming.take(await chosen.text())
  }
  const check = button("See what would change", () => {
    const pasted = text.value.trim()
    if (!pasted) {
      incoming.tell("Choose a file, or paste its text first.")
      return text.focus()
    }
    const link = asked(pasted.slice(Math.max(pasted.indexOf("#"), 0)))
    if (link) incoming.open(link.code)
    else incoming.take(pasted)
  })
  const field = (words, control) => make("label", { className: "guide-plan__field guide-plan__field--wide" }, make("span", { textContent: words }), control)
  return make("div", { className: "guide-plan__in" }, field("A file of this guide", file), field("Or paste its text, or a link", text), make("div", { className: "guide-tools" }, check))
}
