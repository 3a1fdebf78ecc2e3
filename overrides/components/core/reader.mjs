// Whom an entry concerns, by the rule of macros/models.py: a stage matches any of the stages named,
// and `international` must be met by the reader too.

export const READERS = {
  premed: "Pre-med student",
  student: "Medical student",
  graduate: "Graduate",
  "international-premed": "International pre-med student",
  "international-student": "International medical student",
  "international-graduate": "International graduate",
}

/** Accept what the store holds only when it names a reader; empty, which means everyone, for all else. */
export const readerOf = value => (Object.keys(READERS).includes(value) ? value : "")

/** Tell whether an entry for `audiences` (words, empty for everyone) concerns a reader (empty for all). */
export function concerns(audiences, reader) {
  if (!reader || !audiences) return true
  const own = reader.split("-")
  const wanted = audiences.split(" ")
  if (wanted.includes("international") && !own.includes("international")) return false
  const stages = wanted.filter(one => one !== "international")
  return stages.length === 0 || stages.includes(own.at(-1))
}
