// Which programmes fit: the chosen values by comparison, the words by a vendored search index, which
// forgives a slip of the pen and finds the beginning of a word.

const VENDOR = "../vendor/minisearch/index.js"

/** Write text as the index compares it: small, and without accents. */
const plain = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")

/** Give a function from a state to the set of rows that fit; the index is loaded when words are first sought. */
export function filters(rows, open) {
  let index
  return async state => {
    const fitting = rows.filter(row => fits(row, state))
    if (!/[\p{L}\p{N}]/u.test(state.q)) return new Set(fitting)
    index ??= open(rows)
    const found = (await index)(state.q)
    return new Set(fitting.filter(row => found.has(row)))
  }
}

const fits = (row, { country, type, cost, reader }) =>
  (!country || row.country === country) &&
  (!type || row.type === type) &&
  (!cost || row.cost === cost) &&
  (!reader || reader.split("-").every(part => row.audiences.includes(part)))

/** Give a function from words to the set of rows that hold all of them; a plain comparison when there is no index. */
export async function openIndex(rows) {
  const texts = rows.map(row => row.text)
  try {
    const { default: MiniSearch } = await import(VENDOR)
    const index = new MiniSearch({ fields: ["text"], processTerm: plain })
    index.addAll(texts.map((text, id) => ({ id, text })))
    const options = { combineWith: "AND", prefix: true, fuzzy: term => (term.length > 4 ? 0.25 : false) }
    return words => new Set(index.search(words, options).map(({ id }) => rows[id]))
  } catch (error) {
    console.error(error)
    return words => new Set(rows.filter((_, n) => plain(words).split(/\s+/).every(word => plain(texts[n]).includes(word))))
  }
}
