// The one script that mkdocs.yml names: starts the components of each page, also after instant navigation.

import "./core/menu.mjs"

/** Load a component's script: `guide-checklist` lives in checklist/checklist.mjs. Loaded only where used. */
const load = name => import(`./${name}/${name}.mjs`)

/** Start one component; a failure is told beside it and never stops the next. */
async function start(root, signal) {
  try {
    const module = await load(root.dataset.module.replace(/^guide-/, ""))
    if (signal.aborted) return
    module.start(root, signal)
    root.dataset.started = "" // for tests, and for styles of what only the script can do
  } catch (error) {
    console.error(error)
    const note = document.createElement("p")
    note.className = "guide-notice"
    note.textContent = "This part could not start. You can read and print it, but ticks are not remembered here."
    root.prepend(note)
  }
}

// Words of the glossary need no script until somebody turns to one.
let words
const meet = async event => {
  if (!event.target.popoverTargetElement) return
  if (!words) words = await import("./words/words.mjs")
  words.meet(event)
}
addEventListener("pointerover", meet)
addEventListener("focusin", meet)

const running = new Map() // element -> its AbortController

// Material tells of each page it shows, the first one included; without it there is only the first.
// What has left the page is stopped, what stays is left alone, so nothing is ever started twice.
function show() {
  for (const [root, controller] of running) {
    if (root.isConnected) continue
    controller.abort()
    running.delete(root)
  }
  // Styles that a page brings along arrive after it, and move the place that the link has named.
  for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) {
    if (!sheet.sheet) sheet.onload = () => document.querySelector(":target")?.scrollIntoView()
  }
  for (const root of document.querySelectorAll("[data-module]")) {
    if (running.has(root)) continue
    running.set(root, new AbortController())
    start(root, running.get(root).signal)
  }
}

// Not a static import: when it cannot be loaded, the components must still say so one by one.
import("./core/notice.mjs").catch(console.error)
import("./core/current.mjs").catch(console.error)
import("./core/print.mjs").catch(console.error) // every page may be printed

if (window.document$) window.document$.subscribe(show)
else show()
