// A link that holds a plan, and the same as a QR code. Both are made in the browser when asked for.

import { button, hide, make, say } from "../core/dom.mjs"
import { LONG_LINK, MOST_LINK, canPack, linkTo, pack } from "./pack.mjs"

const MOST_CODE = 2_953 // bytes that the largest QR code holds (ISO/IEC 18004, version 40, level L)
const DENSE = 1_200 // beyond this, a phone needs a good camera and a large picture
const numbers = new Intl.NumberFormat("en")

/** Make the buttons and the place of a link; `mode` says how it opens, `makeText` gives what it holds. */
export function makeLinkBox(mode, makeText) {
  const field = make("input", { type: "text", readOnly: true, onfocus: () => field.select() })
  const label = make("label", { className: "guide-plan__field guide-plan__field--wide" }, make("span", { textContent: "The link" }), field)
  const status = make("p", { className: "guide-tool__status", role: "status", tabIndex: -1 })
  const open = make("a", { textContent: "Open it", target: "_blank", rel: "noopener" })
  const code = make("div", { className: "guide-plan__code" })
  const tools = make("div", { className: "guide-tools" }, button("Copy the link", copy), open, button("Show as a QR code", showCode))
  const shown = make("div", { hidden: true }, label, tools, code)
  const root = make("div", {}, make("div", { className: "guide-tools" }, button("Make the link", build)), status, shown)
  return { root, clear }

  function clear() {
    hide(shown, true, status)
    code.replaceChildren()
    say(status, "")
  }

  async function build() {
    clear()
    if (!canPack()) return say(status, "This browser cannot make such a link. Use the file instead.")
    const link = linkTo(mode, await pack(makeText()))
    const size = `${numbers.format(link.length)} characters`
    if (link.length > MOST_LINK) return say(status, `The link would have ${size}, more than the ${numbers.format(MOST_LINK)} that still travel. Use the file instead.`)
    field.value = link
    open.href = link
    shown.hidden = false
    const long = link.length > LONG_LINK ? ` Some programs cut links off after ${numbers.format(LONG_LINK)}: try it, or send the file.` : ""
    say(status, `The link has ${size}. It holds the plan as it is now.${long}`)
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(field.value)
      say(status, "Copied.")
    } catch {
      field.focus()
      say(status, "This browser does not let the page copy. The link is selected: copy it with the keyboard or the menu.")
    }
  }

  async function showCode() {
    code.replaceChildren()
    const size = field.value.length
    if (size > MOST_CODE) return say(status, `A QR code holds ${numbers.format(MOST_CODE)} characters, and this link has ${numbers.format(size)}. Send the link or the file instead.`)
    const [{ correction, generate, mode: modes }, { toSvg }] = await Promise.all([import("../vendor/lean-qr/index.mjs"), import("../vendor/lean-qr/svg.mjs")])
    const picture = toSvg(generate(field.value, { modes: [modes.ascii], minCorrectionLevel: correction.L }), document, { on: "black", off: "white" })
    picture.setAttribute("role", "img")
    picture.setAttribute("aria-label", "QR code of the link")
    code.append(picture)
    say(status, size > DENSE ? "This code is dense: show it large, and hold the phone still." : "Point a phone’s camera at the code.")
  }
}
