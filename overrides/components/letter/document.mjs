// A letter as a Word file. Loaded only when the reader asks for one: the library is large.

import { Document, Packer, Paragraph, TextRun } from "../vendor/docx/index.mjs"

const FONT = "Calibri"
const AFTER = 160 // twentieths of a point below a paragraph
const GAP = /(\[[^\[\]\n]*\])/

// XML has no place for control characters, and a file with one does not open.
const clean = text => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")

/** Write lines as runs of one paragraph; what is still open is marked as well as bracketed. */
function runs(text) {
  return clean(text)
    .split("\n")
    .flatMap((line, n) =>
      line.split(GAP).map((piece, m) => new TextRun({ text: piece, break: n && !m ? 1 : undefined, highlight: m % 2 ? "yellow" : undefined })),
    )
}

const paragraph = children => new Paragraph({ children, spacing: { after: AFTER } })

/** Make the file as a Blob. */
export function document(description, { subject, body }) {
  const paragraphs = body.split(/\n{2,}/).map(text => paragraph(runs(text)))
  const head = paragraph([new TextRun({ text: "Subject: ", bold: true }), ...runs(subject)])
  return Packer.toBlob(
    new Document({
      title: clean(subject),
      description,
      creator: "",
      styles: { default: { document: { run: { font: FONT, size: 22 } } } },
      sections: [{ children: [head, ...paragraphs] }],
    }),
  )
}
