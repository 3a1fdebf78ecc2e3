// A letter as text: its words, its mail link, its lines. Nothing here knows the page.

// What mail programs and systems are known to pass on whole; some cut longer addresses in silence.
const MOST_LINK = 1900

/** Count what has a letter or a digit in it, as macros/letters.py does: a lone dash is no word. */
export const countWords = text => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length

/** Write the letter as one text, with the subject above it. */
export const plainText = ({ subject, body }) => `Subject: ${subject}\n\n${body}\n`

/** Write a mailto: address; line breaks are CRLF there (RFC 6068, section 5). */
export function mailLink({ subject, body }) {
  const encode = text => encodeURIComponent(text.toWellFormed().replace(/\r?\n/g, "\r\n"))
  return `mailto:?subject=${encode(subject)}&body=${encode(body)}`
}

/** Tell whether an address is longer than mail programs can be trusted with. */
export const tooLongForMail = link => link.length > MOST_LINK
