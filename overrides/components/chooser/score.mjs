// Which kinds fit the reader's answers. Pure: no page, no store.
//
// A chooser is { outcomes: [kind, ...], questions: [{ key, options: { id: [meaning, ...] } }] }, and a meaning
// is { kind, means: "for" | "against" | "out" | "limit", points }. With equal points, the kind that
// stands first in `outcomes` wins; a kind that one answer rules out never wins.

/** Find the best kinds for answers of the form { question key: option id }. */
export function score({ outcomes, questions }, answers) {
  const given = questions.filter(({ key, options }) => Object.hasOwn(options, answers[key] ?? ""))
  const meanings = given.flatMap(({ key, options }) => options[answers[key]].map(meaning => ({ ...meaning, question: key })))
  const kinds = outcomes.map((kind, place) => {
    const own = meanings.filter(meaning => meaning.kind === kind)
    return { kind, place, reasons: own, points: sum(own), out: own.some(({ means }) => means === "out") }
  })
  const ranking = kinds.filter(({ out }) => !out).sort((a, b) => b.points - a.points || a.place - b.place)
  return {
    missing: questions.filter(question => !given.includes(question)).map(({ key }) => key),
    best: ranking.slice(0, 2),
    next: ranking[2],
    out: kinds.filter(({ out }) => out),
  }
}

const SIGNS = { for: 1, against: -1 }

const sum = meanings => meanings.reduce((total, { means, points }) => total + (SIGNS[means] ?? 0) * (points ?? 0), 0)
