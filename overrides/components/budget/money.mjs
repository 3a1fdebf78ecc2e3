// Sums of money in whole minor units (cents, paisa), as BigInt: nothing is ever a fraction of a
// computer's making. Pure: no page, no store. What cannot be read is said in words and left out.

const MOST_CHARACTERS = 40
const MOST_DIGITS = 12
const RATE_DIGITS = 10

// The zeros of the digits that the readers' keyboards may write: Arabic, Persian and Urdu, Devanagari, Bengali, full width.
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]

const westernDigits = text =>
  text.replace(/\p{Nd}/gu, digit => {
    const zero = ZEROS.find(zero => digit.codePointAt(0) >= zero && digit.codePointAt(0) < zero + 10)
    return zero === undefined ? digit : String(digit.codePointAt(0) - zero)
  })

const PLAIN = /^(\d*)(?:\.(\d*))?$/
// 1,200.50 and 1 200.50 and 1'200.50, also with groups of two as in 12,50,000.
const GROUPED = /^(\d{1,3}(?:([, \u00a0\u202f'’])\d{2,3})(?:\2\d{2,3})*)(?:\.(\d*))?$/
const LAST_GROUP = /[, \u00a0\u202f'’]\d{3}$/
// 12,50 and 1.200,50
const DECIMAL_COMMA = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})$/

/** Split a number as people write it into whole and decimal digits; undefined for what is none. */
function readNumber(text) {
  if (!/\d/.test(text)) return undefined
  const comma = DECIMAL_COMMA.exec(text)
  const grouped = GROUPED.exec(text)
  if (grouped && LAST_GROUP.test(grouped[1])) return { whole: grouped[1].replace(/\D/g, ""), decimals: grouped[3] ?? "" }
  if (comma) return { whole: comma[1].replaceAll(".", ""), decimals: comma[2] }
  const plain = PLAIN.exec(text)
  return plain ? { whole: plain[1], decimals: plain[2] ?? "" } : undefined
}

/**
 * Read an amount with `digits` decimals. Gives { empty }, { problem } in words, or { value } in minor units.
 * `name` is the currency's code, for the words.
 */
export function parseAmount(raw, digits, name) {
  const text = westernDigits(String(raw ?? "")).trim()
  if (!text) return { empty: true }
  if (/^[-−–(]\s*\d/.test(text)) return { problem: "This is less than nothing. Write what you pay; money that comes in has its own lines." }
  const number = text.length <= MOST_CHARACTERS ? readNumber(text) : undefined
  if (!number) return { problem: "This is not an amount. Write digits only, as in 1200 or 1,200.50." }
  const whole = number.whole.replace(/^0+(?=\d)/, "")
  const decimals = number.decimals.replace(/0+$/, "")
  if (decimals.length > digits) {
    const most = digits ? `${digits} decimals at most` : "no decimals"
    return { problem: `${name} has ${most}. For one thousand write 1000 or 1,000.` }
  }
  if (whole.length > MOST_DIGITS) return { problem: `This is too large to add up here: ${MOST_DIGITS} digits at most.` }
  return { value: BigInt((whole || "0") + decimals.padEnd(digits, "0")) }
}

/**
 * Read a rate as people say it, so much of one currency for so much of another: `12.50` for `1`.
 * Gives { empty }, { problem } or { from, to }, both in the same tiny units.
 */
export function parseRate(rawFrom, rawTo) {
  const [from, to] = [rawFrom, rawTo].map(raw => parseAmount(raw, RATE_DIGITS, "A rate"))
  if (from.problem || to.problem) return { problem: "This is not a rate. Write digits only, as in 12.50." }
  if (from.empty || to.empty) return { empty: true }
  if (!from.value || !to.value) return { problem: "Both sides of a rate are more than zero." }
  return { from: from.value, to: to.value }
}

/** Read a share in percent from 0 to 100, with two decimals at most, in hundredths. */
export function parsePercent(raw) {
  const read = parseAmount(raw, 2, "A share")
  const problem = "Write a number from 0 to 100."
  if (read.problem || read.empty || read.value > 10_000n) return { problem }
  return read
}

/** Divide two amounts that are not negative, to the nearest unit; a half goes up. */
const divide = (value, by) => (2n * value + by) / (2n * by)

const power = digits => 10n ** BigInt(digits)

/** Turn an amount of a currency with `from` decimals into one with `to` decimals, at a rate. */
export const convert = (value, from, rate, to) => divide(value * rate.to * power(to), rate.from * power(from))

/**
 * Add a budget up. `lines` are { id, read, currency, refund, income } with `read` from parseAmount; `rates`
 * gives a rate by currency; `digits` the decimals by currency; `percent` is the reserve in hundredths.
 * Gives the sums, the amount of each line in the total's currency, and the currencies without a rate.
 */
export function addUp({ lines, currency, digits, rates, percent }) {
  const amounts = {}
  const missing = new Set()
  for (const line of lines) {
    if (line.read.value === undefined) continue
    if (line.currency === currency) amounts[line.id] = line.read.value
    else if (rates[line.currency]?.from) amounts[line.id] = convert(line.read.value, digits[line.currency], rates[line.currency], digits[currency])
    else missing.add(line.currency)
  }
  const sum = chosen => lines.filter(chosen).reduce((total, { id }) => total + (amounts[id] ?? 0n), 0n)
  const costs = sum(({ income }) => !income)
  const income = sum(line => line.income)
  const buffer = divide(costs * percent, 10_000n)
  return {
    amounts,
    missing: [...missing].sort(),
    sums: {
      costs,
      buffer,
      together: costs + buffer,
      income,
      find: costs + buffer - income,
      lost: sum(line => !line.income && line.refund === "no"),
      unsure: sum(line => !line.income && line.refund === "ask"),
    },
  }
}

/** Write minor units as digits with a point: `1234.50`, for files. */
export function plainAmount(value, digits) {
  const [sign, size] = value < 0n ? ["-", -value] : ["", value]
  const text = String(size).padStart(digits + 1, "0")
  return sign + (digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text)
}

/** Write minor units for people, with commas between thousands: `1,234.50`. */
export function showAmount(value, digits) {
  const [whole, decimals] = plainAmount(value, digits).split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}
