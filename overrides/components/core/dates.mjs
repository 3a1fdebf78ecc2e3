// Calendar dates as whole numbers of days since 1970-01-01, never as instants: no time zone or
// clock change can move them. Lengths of time are ISO 8601 durations of years, months, weeks, days.

const DAY = 86_400_000 // exact in UTC, which has no clock changes

const utc = (year, month, day) => Date.UTC(year, month - 1, day) / DAY

/** Read an ISO 8601 date (`2027-03-01`) as a day; undefined when it does not exist. */
export function parseDay(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? "")
  if (!match || +match[1] < 1900) return undefined
  const day = utc(+match[1], +match[2], +match[3])
  return isoDay(day) === text ? day : undefined
}

/** Write a day as an ISO 8601 date. */
export const isoDay = day => new Date(day * DAY).toISOString().slice(0, 10)

/** Give the reader's own calendar day. */
export function today(now = new Date()) {
  return utc(now.getFullYear(), now.getMonth() + 1, now.getDate())
}

const lengths = new Map() // the same few lengths are asked for again and again

/** Split an ISO 8601 duration into whole months and days. */
export function parseDuration(text) {
  if (!lengths.has(text)) lengths.set(text, readDuration(text))
  return lengths.get(text)
}

function readDuration(text) {
  const match = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(text)
  if (!match) throw new RangeError(`${text} is not an ISO 8601 duration of years to days`)
  const [years, months, weeks, days] = match.slice(1).map(part => Number(part ?? 0))
  return { months: years * 12 + months, days: weeks * 7 + days }
}

/**
 * Move a day by a duration, forward (sign 1) or back (sign -1): first the months, then the days.
 * Month-end rule: where the month has no such day, its last day counts. 31 March - P1M = 28 or 29 February.
 */
export function move(day, duration, sign) {
  const { months, days } = parseDuration(duration)
  if (months === 0) return day + sign * days
  const date = new Date(day * DAY)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + sign * months
  const [year, index] = [Math.floor(month / 12), ((month % 12) + 12) % 12]
  const last = new Date(Date.UTC(year, index + 1, 0)).getUTCDate()
  return utc(year, index + 1, Math.min(date.getUTCDate(), last)) + sign * days
}

/** Give the Monday of a day's week (ISO 8601 weeks). 1970-01-01 was a Thursday. */
export const monday = day => day - ((((day + 3) % 7) + 7) % 7)

/** Give the first day of a day's month. */
export const monthStart = day => day - new Date(day * DAY).getUTCDate() + 1

const formats = {} // making one takes longer than writing a hundred dates

/** Write a day in the reader's own language, with Intl's options. */
export function show(day, options) {
  const format = (formats[JSON.stringify(options)] ??= new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" }))
  return format.format(day * DAY)
}

export const LONG = { day: "numeric", month: "long", year: "numeric" }
export const WITH_WEEKDAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" }
export const MONTH = { month: "long", year: "numeric" }

/** Name the language that `show` writes in, for the lang attribute. */
export const language = () => new Intl.DateTimeFormat().resolvedOptions().locale

/** Say how far away a day is: `today`, `in 12 days`, `12 days ago`. */
export function distance(day, today) {
  const days = Math.abs(day - today)
  if (!days) return "today"
  const words = `${days} day${days === 1 ? "" : "s"}`
  return day > today ? `in ${words}` : `${words} ago`
}
