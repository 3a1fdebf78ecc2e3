// A letter: fields for its gaps, the text that follows, and the ways out of the page.
// The page holds the whole text with its gaps in words already.

import { button, count, hide, make, say } from "../core/dom.mjs"
import { print } from "../core/print.mjs"
import { store } from "../core/store.mjs"
import { countWords, mailLink, plainText, tooLongForMail } from "./text.mjs"

const KIND = "letter"
const SHARED = "me"
const PAUSE = 1200 // after this long without typing, the count is spoken

/** Start a letter; each gap is one record in the store, so that two tabs never erase each other. */
export function start(root, signal) {
  const id = root.dataset.letter
  const range = { least: Number(root.dataset.least), most: Number(root.dataset.most) }
  const blanks = [...root.querySelectorAll("[data-blank]")].map(readBlank)
  const parts = [...root.querySelectorAll("[data-part]")].map(readPart)
  const sheet = root.querySelector(".guide-letter__sheet")
  const bar = makeBar(undo)
  const tools = makeTools()
  const foot = make("p", {
    className: "guide-letter__kept",
    textContent: "What you type is kept in this browser only. Write nothing that could identify a patient.",
  })
  let pause

  for (const blank of blanks) prepareBlank(blank, id)
  for (const part of parts) preparePart(part, id)
  sheet.before(bar.root, make("div", { className: "guide-tools" }, makeAlone()))
  sheet.after(tools.root, foot)
  store.on("change", ({ detail }) => refresh(detail), signal)
  // Browsers restore fields on going back; what counts is the store.
  window.addEventListener("pageshow", () => refresh([{}]), { signal })
  window.addEventListener("afterprint", () => root.removeAttribute("data-printing"), { signal })
  signal.addEventListener("abort", () => clearTimeout(pause))
  refresh([{}])

  /** Read again what changed, and show it; a change without a kind is a change of everything. */
  function refresh(changes) {
    if (!changes.some(one => !one.kind || one.kind === KIND || one.kind === "undo")) return
    for (const blank of blanks) readValue(blank)
    for (const part of parts) showPart(part, id, blanks)
    const letter = compose()
    bar.update(letter, range, undoStep(id))
    tools.update(letter)
    clearTimeout(pause)
    pause = setTimeout(() => bar.speak(letter, range), PAUSE)
  }

  /** Put the letter together as text, as it stands now; what is left out is not in it. */
  function compose() {
    const [subject, ...body] = parts.filter(part => !part.off).map(part => partText(part, blanks))
    const own = parts.filter(part => !part.off).flatMap(part => lineWords(part, blanks))
    const open = new Set(own.filter(blank => blank.required && !blank.value).map(blank => blank.id))
    const needed = new Set(own.filter(blank => blank.required).map(blank => blank.id))
    const words = countWords(parts.slice(1).filter(part => !part.off).map(part => partText(part, blanks, "")).join(" "))
    return { subject, body: body.filter(Boolean).join("\n\n"), open: open.size, needed: needed.size, words }
  }

  function makeTools() {
    const copySubject = button("Copy the subject", () => copy("Subject", letter => letter.subject))
    const copyText = button("Copy the letter", () => copy("Letter", letter => letter.body), "guide-button--main")
    const text = button("Download .txt", () => {
      const letter = compose()
      save(new Blob([plainText(letter)], { type: "text/plain;charset=utf-8" }), `${id}.txt`)
      tools.tell("Downloaded as text", letter)
    })
    const word = button("Download .docx", async () => {
      const letter = compose()
      tools.tell("Making the Word file; the first time, this loads about 230 kB")
      try {
        const { document } = await import("./document.mjs")
        save(await document(root.querySelector(".guide-list__summary").textContent.trim(), letter), `${id}.docx`)
        tools.tell("Downloaded as a Word file", letter)
      } catch (error) {
        console.warn(error)
        tools.tell("The Word file could not be made. Your text is safe: copy it, or download it as text")
      }
    })
    const mail = make("a", { className: "guide-button guide-letter__mail", textContent: "Open in mail" })
    const long = make("p", { className: "guide-letter__long", hidden: true })
    const message = make("p", { className: "guide-letter__message", role: "status" })
    const printing = makeMenu("Print", { "Print filled in": () => printAs("filled"), "Print blank": () => printAs("blank") })
    const clearing = makeMenu("Clear", {
      "Clear this letter": () => clear("this letter", blank => !blank.shared),
      "Clear what all letters share": () => clear("what all letters share", blank => blank.shared),
    })
    const row = make("div", { className: "guide-tools" }, copyText, copySubject, mail, text, word, printing, clearing)
    const tools = {
      root: make("div", { className: "guide-letter__tools" }, row, long, message),
      tell(what, letter) {
        const gaps = letter?.open ? `, with ${count(letter.open, "gap")} still in brackets` : ""
        say(message, "")
        say(message, `${what}${gaps}.`)
      },
      update(letter) {
        const link = mailLink(letter)
        const over = tooLongForMail(link)
        if (over) mail.removeAttribute("href")
        else mail.href = link
        hide(mail, over, copyText)
        say(long, "The letter is too long for a mail link: many mail programs cut it. Copy the letter, and paste it into a new message.")
        long.hidden = !over
      },
    }
    return tools

    async function copy(what, choose) {
      const letter = compose()
      try {
        await navigator.clipboard.writeText(choose(letter))
        tools.tell(`${what} copied`, letter)
      } catch {
        tools.tell("This browser does not let the guide copy. Press “Show the letter alone”, select the text and copy it")
      }
    }
  }

  function makeAlone() {
    const alone = button("Show the letter alone", () => {
      const on = alone.getAttribute("aria-pressed") !== "true"
      alone.setAttribute("aria-pressed", on)
      root.toggleAttribute("data-alone", on)
    })
    alone.setAttribute("aria-pressed", false)
    return alone
  }

  function printAs(how) {
    root.setAttribute("data-printing", "")
    print(how)
  }

  function clear(what, chosen) {
    const full = blanks.filter(blank => chosen(blank) && blank.value)
    if (!full.length) return tools.tell("There is nothing to clear")
    store.put("undo", id, { label: `clear ${what}`, before: full.map(blank => [blank.key, blank.value]) })
    for (const blank of full) store.put(KIND, blank.key, { value: "" }, blank.former)
    tools.tell(`Cleared: ${what}. Undo stands above the letter`)
  }

  /** Bring back what was cleared, but never over something that was typed since. */
  function undo() {
    for (const [key, value] of undoStep(id)?.before ?? []) {
      const blank = blanks.find(one => one.key === key)
      if (blank && !blank.value) store.put(KIND, key, { value }, blank.former)
    }
    store.put("undo", id, { label: "", before: [] })
    tools.tell("Brought back")
  }
}

const isPair = pair => Array.isArray(pair) && pair.length === 2 && pair.every(part => typeof part === "string")

/** Read the step that can be undone; undefined when there is none of the right form. */
function undoStep(id) {
  const step = store.get("undo", id)
  return typeof step?.label === "string" && Array.isArray(step.before) && step.before.length && step.before.every(isPair)
    ? step
    : undefined
}

function readBlank(root) {
  const { blank: id, key, was, autofill } = root.dataset
  const has = name => root.hasAttribute(`data-${name}`)
  return {
    root, id, key, autofill, former: was?.split(" ") ?? [], long: has("long"), required: !has("free"), shared: key.startsWith(`${SHARED}/`),
    label: root.querySelector(".guide-letter__label"), hint: root.querySelector(".guide-letter__hint"), value: "",
  }
}

/** Read a part: its lines, and the places in them that show a gap or its answer. */
function readPart(root) {
  const lines = [...root.querySelectorAll(".guide-letter__line")].map(line => ({ root: line, nodes: [...line.childNodes] }))
  for (const word of root.querySelectorAll("[data-gap]")) word.append(make("span", { className: "guide-letter__value" }))
  return { root, id: root.dataset.part, optional: root.hasAttribute("data-optional"), off: false, lines }
}

/** Put a field where the page only names the gap. */
function prepareBlank(blank, letter) {
  const id = `field--${letter}--${blank.id}`
  blank.hint.id = `${id}--hint`
  blank.field = make(blank.long ? "textarea" : "input", {
    id,
    className: "guide-letter__field",
    autocomplete: blank.autofill ?? "off",
    "aria-describedby": blank.hint.id,
    oninput: () => store.put(KIND, blank.key, { value: blank.field.value }, blank.former),
  })
  if (blank.long) blank.field.rows = 2
  else blank.field.type = { email: "email", tel: "tel" }[blank.autofill] ?? "text"
  const label = make("label", { className: blank.label.className, htmlFor: id, textContent: blank.label.textContent })
  blank.label.replaceWith(label)
  blank.hint.after(blank.field)
}

function readValue(blank) {
  const value = store.get(KIND, blank.key, blank.former)?.value
  const text = typeof value === "string" ? value : ""
  blank.value = text.trim()
  if (blank.field.value !== text) blank.field.value = text
}

/** Let the reader leave a part out, where the letter allows it. */
function preparePart(part, letter) {
  if (!part.optional) return
  part.box = make("input", { type: "checkbox", className: "guide-letter__box", autocomplete: "off" })
  part.box.onchange = () => store.put(KIND, `${letter}/${part.id}`, { value: part.box.checked ? "on" : "off" })
  const label = make("label", { className: "guide-letter__use" }, part.box, " Use this paragraph")
  part.root.querySelector(".guide-letter__note").after(label)
}

function showPart(part, letter, blanks) {
  part.off = part.optional && store.get(KIND, `${letter}/${part.id}`)?.value === "off"
  part.root.toggleAttribute("data-off", part.off)
  if (part.box) part.box.checked = !part.off
  for (const line of part.lines) {
    line.root.toggleAttribute("data-off", isLeftOut(line, blanks))
    for (const word of line.root.querySelectorAll("[data-gap]")) {
      const value = blankOf(word, blanks)?.value ?? ""
      say(word.querySelector(".guide-letter__value"), beforeStop(value, word.nextSibling))
      word.toggleAttribute("data-filled", Boolean(value))
    }
  }
}

/** Leave out the reader's own full stop where the letter has one already. */
const beforeStop = (value, next) => (next?.data?.startsWith(".") ? value.replace(/\.+$/, "") : value)

const blankOf = (node, blanks) => blanks.find(blank => blank.id === node.dataset?.gap)

const blanksOf = (line, blanks) => line.nodes.map(node => blankOf(node, blanks)).filter(Boolean)

/** A line goes with a gap that need not be filled in, and is not. */
const isLeftOut = (line, blanks) => blanksOf(line, blanks).some(blank => !blank.required && !blank.value)

const usedLines = (part, blanks) => part.lines.filter(line => !isLeftOut(line, blanks))

const lineWords = (part, blanks) => usedLines(part, blanks).flatMap(line => blanksOf(line, blanks))

/** Write a part as text; an open gap is its words in brackets, or `open` instead. */
function partText(part, blanks, open) {
  const wordOf = node => node.querySelector(".guide-letter__value").textContent || (open ?? node.querySelector(".guide-letter__gap").textContent)
  const textOf = node => (node.nodeType === Node.TEXT_NODE ? node.data.replace(/\s+/g, " ") : wordOf(node))
  return usedLines(part, blanks)
    .map(line => line.nodes.map(textOf).join("").trim())
    .join("\n")
}

/** Say how the letter stands: gaps filled, words, and whether they are too many or too few. */
export function verdict({ open, needed, words }, { least, most }) {
  const gaps = open ? `${needed - open} of ${needed} gaps filled` : "All gaps filled"
  if (words > most) return `${gaps}. ${count(words, "word")}: ${words - most} more than ${most}.`
  if (!open && words < least) return `${gaps}. ${count(words, "word")}: ${least - words} fewer than ${least}.`
  return `${gaps}. ${count(words, "word")}${open ? " so far" : ""}, aim for ${least} to ${most}.`
}

function makeBar(undo) {
  const progress = make("progress", { className: "guide-bar__progress", "aria-label": "Gaps filled" })
  const words = make("p", { className: "guide-bar__count", tabIndex: -1 })
  const spoken = make("p", { className: "guide-letter__spoken", role: "status" })
  const back = button("Undo", undo, "guide-bar__undo")
  const root = make("div", { className: "guide-bar" }, progress, words, back, spoken)
  let first = true
  const update = (letter, range, step) => {
    progress.max = letter.needed || 1
    progress.value = letter.needed - letter.open
    root.toggleAttribute("data-long", letter.words > range.most)
    say(words, verdict(letter, range))
    say(back, step ? `Undo: ${step.label}` : "Undo")
    hide(back, !step, words)
  }
  /** Tell those who do not see it, once they stop typing; not on opening the page. */
  const speak = (letter, range) => {
    if (!first) say(spoken, verdict(letter, range))
    first = false
  }
  return { root, update, speak }
}

function makeMenu(name, actions) {
  const menu = make("details", { className: "guide-menu" })
  const summary = make("summary", { className: "guide-button", textContent: name })
  const items = Object.entries(actions).map(([text, act]) =>
    button(text, () => {
      menu.open = false
      summary.focus()
      act()
    }),
  )
  menu.append(summary, make("div", { className: "guide-menu__items" }, ...items))
  return menu
}

function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
