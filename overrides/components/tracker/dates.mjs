// Read dates as spreadsheets write them. What can be read in two ways is refused, unless another date of the
// same file shows which way it is.

const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/ // the day is always first
const MIXED = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/
const MIDNIGHT = /[ T]00:00(:00(\.0+)?)?$/

const iso = (year, month, day) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`

/** Give a function that reads a date as { iso } or { why }, from all the texts of a file. */
export function readDates(texts) {
  const pairs = texts.map(text => MIXED.exec(trimmed(text))).filter(Boolean)
  const dayFirst = pairs.some(([, first]) => +first > 12)
  const monthFirst = pairs.some(([, , second]) => +second > 12)
  return text => {
    const plain = trimmed(text)
    const [, year, month, day] = ISO.exec(plain) ?? []
    if (year) return { iso: iso(year, month, day) }
    const dots = DOTS.exec(plain)
    if (dots) return { iso: iso(dots[3], dots[2], dots[1]) }
    const mixed = MIXED.exec(plain)
    if (!mixed) return { why: "is no date such as 2027-01-15" }
    const [, first, second, last] = mixed
    const [asDay, asMonth] = [iso(last, second, first), iso(last, first, second)]
    if (first === second || +first > 12 || (dayFirst && !monthFirst)) return { iso: asDay }
    if (+second > 12 || (monthFirst && !dayFirst)) return { iso: asMonth }
    return { why: `can be read in two ways: write ${asDay} or ${asMonth}` }
  }
}

const trimmed = text => text.trim().replace(MIDNIGHT, "")
