// How far the reader has come in each list, counted from the store.

import { make, say } from "../core/dom.mjs"
import { concerns, readerOf } from "../core/reader.mjs"
import { store } from "../core/store.mjs"
import { tally } from "../core/ticks.mjs"

/** Start the lines; `data-keys` names a list's entries: key, former keys after tildes, readers after a bar. */
export function start(root, signal) {
  const lines = [...root.querySelectorAll("[data-keys]")].map(readLine)
  const update = () => lines.forEach(show)
  store.on("change", update, signal)
  window.addEventListener("pageshow", update, { signal })
  update()
}

function readLine(root) {
  const words = root.querySelector(".guide-progress__count")
  const name = root.querySelector(".guide-progress__title").textContent
  const bar = make("progress", { className: "guide-bar__progress", "aria-label": `${name}: done` })
  words.before(bar)
  return { entries: root.dataset.keys.split(" ").map(readEntry), words, bar }
}

function readEntry(text) {
  const [names, readers = ""] = text.split("|")
  return { names: names.split("~"), readers: readers.replaceAll("+", " ") }
}

function show({ entries, words, bar }) {
  const reader = readerOf(store.get("setting", "reader")?.value)
  const own = entries.filter(entry => concerns(entry.readers, reader))
  const result = tally(own.map(({ names: [key, ...former] }) => store.get("done", key, former)?.state))
  bar.max = result.total || 1
  bar.value = result.done
  say(words, result.words)
}
