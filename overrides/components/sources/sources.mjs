// Say in words which sources are due to be checked again: only the browser knows what day it is.

import { parseDay, today } from "../core/dates.mjs"
import { make } from "../core/dom.mjs"

/** Mark the sources whose review date has passed. */
export function start(root) {
  for (const line of root.querySelectorAll("[data-review-by]")) {
    const late = today() > parseDay(line.dataset.reviewBy)
    const meta = line.querySelector(".guide-sources__meta")
    if (!late || meta.querySelector(".guide-sources__due")) continue
    meta.prepend(make("strong", { className: "guide-sources__due", textContent: "Due for review: check it yourself before you rely on it. " }))
  }
}
