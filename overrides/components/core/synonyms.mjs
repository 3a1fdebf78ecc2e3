// Ask the search for what the guide calls it, too: "LOR" also asks for "letter of recommendation".
// Loaded with the search index; the words are those of docs/data/synonyms/ and of the glossary.

const QUERY = 2 // the theme's own number of the message that asks its search worker
const { postMessage } = Worker.prototype

const found = await fetch(new URL("synonyms.json", import.meta.url))
const synonyms = Object.entries(found.ok ? await found.json() : {})

/** Add what is meant to what was typed. Who uses operators knows what to ask for. */
function expand(text) {
  if (/["+*~^]|(^|\s)-/.test(text)) return text
  const typed = ` ${text.toLowerCase().replace(/[^\p{L}\d-]+/gu, " ").trim()} `
  const meant = synonyms.filter(([asked]) => typed.includes(` ${asked} `)).map(([, means]) => means)
  return [text, ...new Set(meant)].join(" ")
}

Worker.prototype.postMessage = function (message, ...rest) {
  const asks = message?.type === QUERY && typeof message.data === "string"
  return postMessage.call(this, asks ? { ...message, data: expand(message.data) } : message, ...rest)
}
