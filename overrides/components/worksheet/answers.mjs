// Read and show answers. A slot is an element that keeps one answer: a text control, or a fieldset of boxes.
// Every answer is text; of boxes, the values of those chosen, with spaces between them.

const isGroup = slot => slot.tagName === "FIELDSET"
const boxes = slot => [...slot.querySelectorAll("input")]

/** Read the answer of a slot. */
export const read = slot =>
  isGroup(slot) ? boxes(slot).filter(box => box.checked).map(box => box.value).join(" ") : slot.value

/** Show an answer; what is not text counts as none. */
export function write(slot, value) {
  const answer = typeof value === "string" ? value : ""
  if (isGroup(slot)) for (const box of boxes(slot)) box.checked = answer.split(" ").includes(box.value)
  else if (slot.value !== answer) slot.value = answer
  grow(slot)
}

/** Make a text area as high as its words, and never lower than it was. */
export function grow(slot) {
  if (slot.tagName !== "TEXTAREA") return
  const least = Number((slot.dataset.rows ??= slot.rows))
  if (slot.rows !== least) slot.rows = least
  if (slot.value) while (slot.scrollHeight > slot.clientHeight && slot.rows < 60) slot.rows++
}

/** Say an answer in words, as in a copied text. */
export const words = slot =>
  isGroup(slot) ? boxes(slot).filter(box => box.checked).map(box => box.parentElement.textContent).join(", ") : slot.value

/** Write a whole worksheet as plain text, with its questions, for a message or a document. */
export function asText(root, date) {
  const lines = [root.dataset.title, ...(date ? [date] : [])]
  for (const section of root.querySelectorAll(".guide-worksheet__section")) {
    lines.push("", section.querySelector(".guide-worksheet__heading").textContent.toUpperCase())
    for (const field of section.querySelectorAll("[data-field]")) {
      lines.push("", field.querySelector(".guide-worksheet__label").textContent, ...answersOf(field))
    }
  }
  return `${lines.join("\n")}\n`
}

function answersOf(field) {
  const table = field.querySelector("table")
  return table ? rowsAsText(table) : [words(field.querySelector("[data-slot]"))]
}

function rowsAsText(table) {
  const columns = [...table.querySelectorAll("thead th")].map(head => head.textContent)
  return [...table.tBodies[0].rows].flatMap(row => {
    const cells = [...row.querySelectorAll("[data-slot]")].map((slot, n) => [columns[n], words(slot).replace(/\s+/g, " ").trim()])
    const said = cells.filter(([, text]) => text).map(([column, text]) => `${column}: ${text}`)
    return said.length ? [`${row.cells[0].textContent}. ${said.join("; ")}`] : []
  })
}
