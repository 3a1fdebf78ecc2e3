// How far the reader has come in each list, counted from the store.

import { make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { tally } from "../core/ticks.mjs"

/** Start the lines; `data-keys` names a list's entries, each with its former keys after a tilde. */
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
  return { keys: root.dataset.keys.split(" ").map(key => key.split("~")), words, bar }
}

function show({ keys, words, bar }) {
  const result = tally(keys.map(([key, ...former]) => store.get("done", key, former)?.state))
  bar.max = result.total || 1
  bar.value = result.done
  say(words, result.words)
}
