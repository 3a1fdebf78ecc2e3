// Paper: the reader chooses blank, with progress, or what is left; the date of printing goes to the foot.

import { LONG, show, today } from "./dates.mjs"

/** Open the browser's print dialogue for one of "blank", "progress" and "left". */
export function print(how) {
  document.documentElement.dataset.guidePrint = how
  window.print()
}

window.addEventListener("beforeprint", () => {
  for (const place of document.querySelectorAll("[data-guide-printed]")) {
    place.textContent = `Printed on ${show(today(), LONG)}.`
  }
})

window.addEventListener("afterprint", () => {
  delete document.documentElement.dataset.guidePrint
})
