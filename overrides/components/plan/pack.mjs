// A plan in an address: text, compressed, in characters that every address may hold. It stands behind the #,
// which no browser sends to a server.

import { MOST_TEXT, Refused } from "./format.mjs"

export const MOST_LINK = 30_000
export const LONG_LINK = 2_000 // beyond this, some programs cut an address off

const FORMAT = "deflate-raw"

/** Tell whether this browser can write and read such links. */
export function canPack() {
  try {
    return Boolean(new CompressionStream(FORMAT) && new DecompressionStream(FORMAT))
  } catch {
    return false
  }
}

/** Read what the address asks for: { mode: "plan" | "look", code }, or nothing. */
export function asked(hash = location.hash) {
  const [, mode, code] = /^#(plan|look)=(.*)$/s.exec(hash) ?? []
  return mode && { mode, code }
}

/** Write the address of this page with a packed plan. */
export const linkTo = (mode, code) => `${location.origin}${location.pathname}#${mode}=${code}`

/** Pack text. */
export async function pack(text) {
  const bytes = await collect(new Blob([text]).stream().pipeThrough(new CompressionStream(FORMAT)), Infinity)
  let letters = ""
  for (const byte of bytes) letters += String.fromCharCode(byte)
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

/** Unpack text, and stop at the first byte too many. Raises Refused with a sentence. */
export async function unpack(code) {
  if (!canPack()) throw new Refused("This browser cannot read such a link. Use a newer one, or ask for the file instead.")
  if (code.length > MOST_LINK) throw new Refused("This link is longer than any link of this guide. Nothing was changed.")
  if (!/^[A-Za-z0-9_-]+$/.test(code)) throw new Refused("This link is not whole, or was changed on the way. Nothing was changed.")
  try {
    const letters = atob(code.replaceAll("-", "+").replaceAll("_", "/"))
    const bytes = Uint8Array.from(letters, letter => letter.charCodeAt(0))
    const whole = await collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(FORMAT)), MOST_TEXT)
    return new TextDecoder("utf-8", { fatal: true }).decode(whole)
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused("This link is cut off or was changed on the way. Ask for it again, or for the file. Nothing was changed.")
  }
}

async function collect(stream, most) {
  const reader = stream.getReader()
  const chunks = []
  let size = 0
  for (let { done, value } = await reader.read(); !done; ({ done, value } = await reader.read())) {
    size += value.length
    if (size > most) {
      reader.cancel().catch(() => {})
      throw new Refused("What this link holds is larger than 2 MB, which no plan is. Nothing was changed.")
    }
    chunks.push(value)
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}
