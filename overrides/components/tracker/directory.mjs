// The programmes of the directory, as the page brings them along.

/** Read the programmes: { find(id, also a former one), named(words) }. */
export function readDirectory(root) {
  const page = root.dataset.directory
  const all = [...root.querySelectorAll("option[data-programme]")].map(option => readOption(option, page))
  const byId = new Map(all.flatMap(one => [one.id, ...one.former].map(id => [id, one])))
  const byName = new Map(all.map(one => [plain(one.name), one]))
  return { find: id => byId.get(id), named: words => byName.get(plain(words)) }
}

export const plain = words => words.trim().toLowerCase()

function readOption({ value, dataset }, page) {
  return {
    id: dataset.programme,
    former: dataset.was?.split(" ") ?? [],
    name: value,
    link: dataset.link ?? "",
    window: dataset.window ?? "",
    status: dataset.status ?? "",
    entry: page && `${page}#programme--${dataset.programme}`,
  }
}
