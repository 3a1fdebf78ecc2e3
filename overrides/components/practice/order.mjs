// The order of the cards. Pure: no page, no store.

/** Put ids in a stored order; ids it does not know come last, as they stand. */
export function ordered(ids, stored) {
  const known = (Array.isArray(stored) ? stored : []).filter((id, n, all) => ids.includes(id) && all.indexOf(id) === n)
  return [...known, ...ids.filter(id => !known.includes(id))]
}

/** Shuffle ids (Fisher and Yates), but leave `fixed` at the place where it is. */
export function shuffled(ids, fixed, random = Math.random) {
  const others = ids.filter(id => id !== fixed)
  for (let last = others.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[others[last], others[other]] = [others[other], others[last]]
  }
  const place = ids.indexOf(fixed)
  return place < 0 ? others : [...others.slice(0, place), fixed, ...others.slice(place)]
}
