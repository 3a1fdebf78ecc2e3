// The documents that an application needs: boxes to tick, the usual ones a press away, and the reader's own.

import { DOCUMENT, DOCUMENTS, LONGEST, documentId, documentName } from "../core/applications.mjs"
import { button, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"

/** Make the list of documents of one application; `read` gives the application as it is. */
export function makeDocuments(read, { removeDocument }) {
  const list = make("ul", { className: "guide-application__documents" })
  const usual = make("div", { className: "guide-application__usual" })
  const input = make("input", { type: "text", autocomplete: "off", maxLength: LONGEST.document, dir: "auto" })
  const form = make("form", { className: "guide-application__add" }, make("label", {}, make("span", { textContent: "Another document" }), input), make("button", { type: "submit", className: "guide-button", textContent: "Add document" }))
  const root = make("fieldset", { className: "guide-application__papers-field" }, make("legend", { textContent: "Documents that it needs" }), list, usual, form)
  const lines = new Map()
  let wanted
  const chips = Object.entries(DOCUMENTS).map(([id, name]) => [id, button(name, () => add(name), "guide-application__chip")])
  for (const [, chip] of chips) chip.setAttribute("aria-label", `Add ${chip.textContent}`)
  usual.append(make("span", { textContent: "Usually asked for: " }), ...chips.map(([, chip]) => chip))

  form.onsubmit = event => {
    event.preventDefault()
    const name = documentName(input.value)
    if (!name) return input.focus()
    add(name)
    input.value = ""
  }
  return { root, update }

  function add(name) {
    const id = documentId(name)
    wanted = id // once its line is there
    store.put(DOCUMENT, `${read().id}/${id}`, { name, removed: false })
  }

  function update({ id, documents }) {
    for (const [known, line] of lines) {
      if (documents.some(one => one.id === known)) continue
      line.root.remove()
      lines.delete(known)
    }
    for (const one of documents) {
      if (!lines.has(one.id)) lines.set(one.id, makeLine(id, one))
      lines.get(one.id).update(one)
    }
    const order = documents.map(one => lines.get(one.id).root)
    if (order.some((line, n) => list.children[n] !== line)) list.append(...order)
    for (const [known, chip] of chips) chip.hidden = lines.has(known)
    usual.hidden = chips.every(([, chip]) => chip.hidden)
    lines.get(wanted)?.box.focus()
    wanted = undefined
  }

  function makeLine(application, document) {
    const name = make("span", {})
    const box = make("input", { type: "checkbox", autocomplete: "off", onchange: () => store.put(DOCUMENT, `${application}/${document.id}`, { done: box.checked }) })
    const remove = button("Remove", () => removeDocument(read(), document), "guide-button--quiet")
    return {
      root: make("li", {}, make("label", {}, box, name), remove),
      box,
      update(fresh) {
        say(name, fresh.name)
        box.checked = fresh.done
        remove.setAttribute("aria-label", `Remove ${fresh.name}`)
      },
    }
  }
}
