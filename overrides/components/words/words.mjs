// Words of the glossary: show the meaning on hover and on focus too. A press the browser does by itself.

const OPEN_AFTER = 200 // ms: a pointer that only passes opens nothing
const CLOSE_AFTER = 300 // ms: time to move from the word to its meaning

const met = new WeakMap() // word -> what opens its meaning

/** Answer a pointer or the focus that has come to a word. */
export function meet({ target: word, type, pointerType }) {
  if (!met.has(word)) met.set(word, connect(word, word.popoverTargetElement))
  const { open, later } = met.get(word)
  if (type === "focusin") word.matches(":focus-visible") && open()
  else if (pointerType === "mouse") later(() => word.matches(":hover") && open(), OPEN_AFTER)
}

function connect(word, note) {
  let timer
  let kept = false // pressed: stays open until it is dismissed
  let closing = false // the browser gives the focus back meanwhile: that must not open it again
  const isOpen = () => note.matches(":popover-open")
  const isMeant = () => kept || note.matches(":focus-within, :hover") || word.matches(":hover, :focus-visible")
  const open = () => isOpen() || closing || !note.isConnected || note.showPopover({ source: word })
  const close = () => isMeant() || (isOpen() && note.hidePopover())
  const later = (act, wait) => {
    clearTimeout(timer)
    timer = setTimeout(act, wait)
  }

  for (const leaving of ["pointerleave", "focusout"]) {
    for (const one of [word, note]) one.addEventListener(leaving, () => later(close, CLOSE_AFTER))
  }
  // What hover or focus has opened, a press keeps; the next press closes it.
  word.addEventListener("click", event => {
    clearTimeout(timer)
    if (isOpen() && !kept) event.preventDefault()
    kept = !(isOpen() && kept)
  })
  note.addEventListener("beforetoggle", event => {
    closing = event.newState === "closed"
    if (closing) kept = false
  })
  note.addEventListener("toggle", () => (closing = false))
  return { open, later }
}

addEventListener("beforeprint", () => document.querySelector(".guide-words__word:popover-open")?.hidePopover())
