// Which type fits: remembers each answer, and puts the reasons that belong to the answers together.
// The page holds every reason already, in the table of what each answer speaks for.

import { count, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { formerOf, makeClear, makePrint, makeTools } from "../core/toolbox.mjs"
import { score } from "./score.mjs"

/** Start a chooser on its element. */
export function start(root, signal) {
  const outcomes = new Map([...root.querySelectorAll("[data-outcome]")].map(one => [one.dataset.outcome, one]))
  const questions = [...root.querySelectorAll("[data-question]")].map(one => readQuestion(root, one))
  const chooser = { outcomes: [...outcomes.keys()], questions }
  const result = make("div", { className: "guide-chooser__result" })
  const tools = makeTools()
  const cleared = makeClear({
    id: root.dataset.tool,
    text: "Start again",
    fields: () => questions.map(({ key, former }) => ["chooser", key, former]),
    said: text => tools.said(text),
    next: tools.status,
  })

  tools.root.append(...makePrint(root), cleared.clear, cleared.undo)
  root.querySelector(".guide-chooser__questions").before(tools.root)
  root.querySelector(".guide-chooser__questions").after(tools.status, result)
  root.querySelector(".guide-chooser__key").open = false
  for (const question of questions) {
    question.root.onchange = ({ target }) => store.put("chooser", question.key, { value: target.value }, question.former)
  }
  store.on("change", update, signal)
  // Browsers restore chosen answers of a form on going back; what counts is the store.
  window.addEventListener("pageshow", update, { signal })
  update()

  function update() {
    const answers = {}
    for (const { key, former, boxes } of questions) {
      answers[key] = store.get("chooser", key, former)?.value
      for (const box of boxes) box.checked = box.value === answers[key]
    }
    const found = score(chooser, answers)
    const done = questions.length - found.missing.length
    cleared.update()
    root.dataset.state = found.missing.length ? "open" : "done"
    tools.said(found.missing.length ? hint(done, found.missing.length) : announce(found))
    result.replaceChildren(...(found.missing.length ? [whatIsMissing(found.missing)] : showResult(found)))
  }

  function titleOf(kind) {
    return outcomes.get(kind).dataset.title
  }

  function hint(done, left) {
    if (!done) return "Answer each question, and your result appears here."
    return `${done} of ${count(questions.length, "question")} answered. ${left} to go.`
  }

  function announce({ best: [first, second] }) {
    return `Your result: ${titleOf(first.kind)}, then ${titleOf(second.kind)}.`
  }

  /** Link to what is not answered yet. */
  function whatIsMissing(missing) {
    const links = missing.map(key => {
      const { root, number, text } = questions.find(question => question.key === key)
      return make("li", {}, make("a", { href: `#${root.id}`, textContent: `${number} ${text}` }))
    })
    return make("div", { className: "guide-chooser__missing" }, make("p", { textContent: "Still to answer:" }), make("ul", {}, ...links))
  }

  function showResult({ best, next, out }) {
    const heading = make("p", { className: "guide-chooser__heading", textContent: "Your result" })
    const ties = [...best, next].filter(one => one && [...best, next].some(other => other && other !== one && other.points === one.points))
    return [
      heading,
      ...best.map((one, n) => showKind(one, n)),
      ...(ties.length ? [make("p", { className: "guide-chooser__tie", textContent: `${ties.map(({ kind }) => titleOf(kind)).join(" and ")} have the same points here, so the rule for equal points decided.` })] : []),
      ...(out.length ? [showRuledOut(out)] : []),
    ]
  }

  /** Show one of the two best kinds with the reasons from the reader's own answers. */
  function showKind({ kind, reasons }, n) {
    const outcome = outcomes.get(kind)
    const parts = [
      ["for", "Because of your answers", "None of your answers speaks for it in particular; the others fit less."],
      ["against", "What speaks against it", "Nothing in your answers."],
      ["limit", "Know this first", ""],
    ]
    const title = make("h3", { className: "guide-chooser__kind", textContent: `${n + 1}. ${outcome.dataset.title}` })
    const copied = [".guide-chooser__what", ".guide-chooser__next"].map(part => outcome.querySelector(part).cloneNode(true))
    const more = make("p", { className: "guide-chooser__more" }, "Read more: ", outcome.querySelector(".guide-chooser__name a").cloneNode(true))
    const lists = parts.flatMap(([means, text, none]) => listReasons(reasons.filter(reason => reason.means === means), text, none))
    return make("div", { className: "guide-chooser__best", "data-result": kind }, title, copied[0], ...lists, more, copied[1])
  }

  function listReasons(reasons, text, none) {
    if (!reasons.length && !none) return []
    const strongest = [...reasons].sort((a, b) => (b.points ?? 0) - (a.points ?? 0))
    const body = reasons.length
      ? make("ul", {}, ...strongest.map(({ answer, because }) => make("li", {}, make("q", { textContent: answer }), " ", ...copy(because))))
      : make("p", { textContent: none })
    return [make("p", { className: "guide-chooser__label", textContent: text }), body]
  }

  function showRuledOut(kinds) {
    const lines = kinds.map(({ kind, reasons }) => {
      const why = reasons.filter(({ means }) => means === "out").flatMap(({ because }) => [" ", ...copy(because)])
      return make("li", {}, make("strong", { textContent: `${titleOf(kind)}:` }), ...why)
    })
    return make("div", { className: "guide-chooser__out" }, make("p", { className: "guide-chooser__label", textContent: "Not possible with your answers" }), make("ul", {}, ...lines))
  }
}

const copy = element => [...element.cloneNode(true).childNodes]

/** Read a question, its options, and what each of them means, from the page. */
function readQuestion(root, element) {
  const key = element.dataset.question
  const boxes = [...element.querySelectorAll("input")]
  const options = Object.fromEntries(boxes.map(box => [box.value, readMeanings(root, `${key}/${box.value}`)]))
  const words = part => element.querySelector(part).textContent
  return { root: element, key, former: formerOf(element), boxes, options, number: words(".guide-chooser__number"), text: words(".guide-chooser__text") }
}

function readMeanings(root, answer) {
  const row = root.querySelector(`[data-answer="${answer}"]`)
  return [...row.querySelectorAll("[data-kind]")].map(({ dataset, lastElementChild }) => ({
    kind: dataset.kind,
    means: dataset.means,
    points: dataset.points ? Number(dataset.points) : undefined,
    answer: row.querySelector("th").textContent,
    because: lastElementChild,
  }))
}
