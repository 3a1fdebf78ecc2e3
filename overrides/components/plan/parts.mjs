// What a plan can be made of, read from the page's template: kinds of placement, their timelines,
// checklists and dated costs. Read once; the texts are those of the lists themselves.

const wordsOf = text => (text ? text.split(" ") : [])

/** Read the parts from the plan's element. Maps by id. */
export function readParts(root) {
  const content = root.querySelector("template").content
  const by = (name, read) => new Map([...content.querySelectorAll(`[data-${name}][data-title]`)].map(one => [one.dataset[name], read(one)]))
  return {
    tracker: root.dataset.tracker, // the page of the applications
    placements: new Map([...root.querySelectorAll("[data-placement]")].map(one => [one.dataset.placement, readPlacement(one)])),
    timelines: by("timeline", readTimeline),
    checklists: by("checklist", one => ({ id: one.dataset.checklist, title: one.dataset.title, link: one.dataset.link, items: [...one.children].map(readEntry) })),
    budgets: by("budget", one => ({ id: one.dataset.budget, title: one.dataset.title, link: one.dataset.link, lines: [...one.children].map(readCost) })),
  }
}

function readPlacement(root) {
  const { placement, host, budget, instead, insteadLink } = root.dataset
  return {
    id: placement,
    title: root.querySelector("a").textContent,
    stages: wordsOf(root.dataset.for),
    host,
    timelines: wordsOf(root.dataset.timelines),
    deadlineTimelines: wordsOf(root.dataset.deadlineTimelines),
    checklists: wordsOf(root.dataset.checklists),
    budget,
    instead: { text: instead, link: insteadLink },
  }
}

function readTimeline(root) {
  const { timeline, title, question, link } = root.dataset
  return { id: timeline, title, question, link, steps: [...root.children].map(one => readStep(one, title)) }
}

function readEntry(root) {
  return { key: root.dataset.entry, former: wordsOf(root.dataset.was), audiences: root.dataset.for ?? "", link: root.dataset.link, content: root, text: root.textContent.trim() }
}

function readStep(root, timeline) {
  const { number, due, before, after, takes, notBefore, validFor, needs, gaps, checklist, conditions } = root.dataset
  return {
    ...readEntry(root),
    timeline,
    number: Number(number),
    words: due,
    conditions: conditions ?? "",
    checklist,
    lengths: { before, after, takes, notBefore, validFor },
    needs: wordsOf(needs),
    gaps: wordsOf(gaps).map(readGap),
  }
}

function readGap(text) {
  const [after, atLeast, atMost] = text.split(":")
  return { after, atLeast: atLeast || undefined, atMost: atMost || undefined }
}

function readCost(root) {
  const { cost, link, before, after } = root.dataset
  return { key: cost, link, text: root.textContent.trim(), before, after }
}
