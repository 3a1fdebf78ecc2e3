// Make elements of the page. Text is always set as text, never as HTML.

/** Make an element with properties, attributes (names with a hyphen, and `role`) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value)
    else element[name] = value
  }
  element.append(...children)
  return element
}

/** Make a button that calls back. */
export const button = (text, click, className = "") =>
  make("button", { type: "button", className: `guide-button ${className}`.trim(), textContent: text, onclick: click })

/** Make an SVG element with attributes and children. */
export function draw(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** Count with a noun: `1 day`, `12 days`. */
export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`

/** Hide an element or show it again; focus that would be lost with it moves to `next`. */
export function hide(element, hidden, next) {
  if (hidden && element === document.activeElement) next?.focus({ preventScroll: true })
  element.hidden = hidden
}

/** Set text only when it differs, so that a live region speaks once. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text
}
