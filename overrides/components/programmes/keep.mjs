// Let the reader put a programme among their applications, and say of those that are there already.

import { KIND, addProgramme, hasProgramme, keptAs, placeOf, takeOut } from "../core/applications.mjs"
import { button, hide, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"

/** Give each row of the table its button; `tracker` is the page of the applications. */
export function offerKeeping(root, rows, signal) {
  const { tracker } = root.dataset
  if (!tracker) return
  // Beside the table's own status, which counts.
  const status = make("p", { className: "guide-programme__hidden", role: "status" })
  root.after(status)
  signal.addEventListener("abort", () => status.remove())
  const lines = rows.map(row => makeLine(row, tracker, text => say(status, text)))
  const update = () => lines.forEach(line => line.update())
  store.on("change", ({ detail }) => detail.some(({ kind }) => !kind || kind === KIND) && update(), signal)
  window.addEventListener("pageshow", update, { signal })
  update()
}

function makeLine(row, tracker, tell) {
  const programme = readProgramme(row)
  const link = make("a", { textContent: "In my applications" })
  const action = make("span", {})
  const press = button("", toggle, "guide-programme__add")
  const problem = make("span", { className: "guide-programme__problem" })
  press.append(action, make("span", { className: "guide-programme__hidden", textContent: `: ${programme.name}` }))
  row.querySelector(".guide-programme__more").before(make("p", { className: "guide-programme__keep" }, press, " ", link, problem))
  return { update }

  function toggle({ detail }) {
    if (detail > 1) return // the second press of a double click, which would take it out again
    const there = hasProgramme(programme)
    const kept = there ? takeOut(programme) : addProgramme(programme).kept
    say(problem, kept ? "" : "This browser does not keep it: it is gone when you close the page.")
    tell(there ? `Taken out of my applications: ${programme.name}` : `Added to my applications: ${programme.name}`)
    update()
  }

  function update() {
    const there = hasProgramme(programme)
    say(action, there ? "Take out" : "Add to my applications")
    if (there) link.href = `${tracker}#${placeOf(keptAs(programme))}`
    hide(link, !there, press)
  }
}

/** Read what the row says: its name and link, and when to apply, in words. */
function readProgramme(row) {
  const words = part => row.querySelector(part)?.textContent.replace(/\s+/g, " ").trim() ?? ""
  const window = row.querySelector("[data-window]")?.textContent.trim() ?? ""
  return {
    id: idOf(row.id),
    former: [...row.querySelectorAll("th > span[id]")].map(one => idOf(one.id)),
    name: `${words(".guide-programme__host")}: ${words(".guide-programme__name")}`,
    link: row.querySelector(".guide-programme__name a")?.href ?? "",
    window,
  }
}

const idOf = anchor => anchor.replace(/^programme--/, "")
