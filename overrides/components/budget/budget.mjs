// A budget: the reader's own figures, added up exactly, in a currency and at rates of their own.

import { WITH_WEEKDAY, isoDay, language, move, parseDay, show, today } from "../core/dates.mjs"
import { button, count, hide, make, say } from "../core/dom.mjs"
import { store } from "../core/store.mjs"
import { formerOf, makeClear, makePrint, makeTools } from "../core/toolbox.mjs"
import { csv } from "../core/csv.mjs"
import { addUp, parseAmount, parsePercent, parseRate, plainAmount, showAmount } from "./money.mjs"

const CURRENCY = "currency" // one choice for all budgets

/** Start a budget on its element. */
export function start(root, signal) {
  const { tool: id, timeline, currency: own, buffer } = root.dataset
  const currencies = readCurrencies(root)
  const digits = Object.fromEntries(currencies.map(({ code, digits }) => [code, digits]))
  const lines = [...root.querySelectorAll("[data-line]")].map(one => readLine(one, { own, currencies, fallback: total }))
  const sums = Object.fromEntries([...root.querySelectorAll("[data-sum]")].map(one => [one.dataset.sum, readSum(one)]))
  const tools = makeTools()
  const fields = () => [...lines.flatMap(line => line.records), ["setting", `${id}/reserve`, []]]
  const cleared = makeClear({ id, text: "Clear my figures", fields, said: tools.said, next: tools.status })
  const settings = makeSettings({ root, currencies, save: store.put, id, timeline })
  const rates = makeRates()

  tools.root.append(...makePrint(root), button("Download as CSV", download), cleared.clear, cleared.undo)
  const table = root.querySelector(".guide-budget__table")
  table.before(settings.root, rates.root, tools.root)
  table.after(tools.status)
  store.on("change", update, signal)
  window.addEventListener("pageshow", update, { signal })
  document.addEventListener("visibilitychange", update, { signal })
  update()

  /** The currency of the totals. */
  function total() {
    const chosen = store.get("setting", CURRENCY)?.value
    return Object.hasOwn(digits, chosen) ? chosen : own
  }

  function reserve() {
    return textOf(store.get("setting", `${id}/reserve`)) ?? buffer
  }

  function compute() {
    const currency = total()
    const read = lines.map(line => line.read(digits))
    const used = [...new Set(read.filter(({ read }) => read.value !== undefined).map(line => line.currency))]
    const foreign = used.filter(code => code !== currency).sort()
    const known = Object.fromEntries(foreign.map(code => [code, readRate(code, currency)]))
    const percent = parsePercent(reserve())
    return { currency, read, foreign, known, percent, ...addUp({ lines: read, currency, digits, rates: known, percent: percent.value ?? 0n }) }
  }

  function update() {
    const result = compute()
    const { currency, read, amounts, foreign, known, percent, missing } = result
    const anchor = parseDay(store.get("start", timeline)?.date)
    settings.update({ currency, reserve: reserve(), percent, anchor })
    rates.update(foreign, currency, known)
    lines.forEach((line, n) => {
      line.update(read[n], { currency, amount: amounts[line.id], digits: digits[currency], noRate: missing.includes(read[n].currency) })
      line.date(anchor)
    })
    for (const [name, sum] of Object.entries(result.sums)) showSum(sums[name], name, sum, result)
    cleared.update()
    const unread = read.filter(({ read }) => read.problem).length
    const left = read.filter(line => line.read.value !== undefined && amounts[line.id] === undefined).length
    tools.said([
      unread && `${count(unread, "figure")} cannot be read, and ${unread === 1 ? "is" : "are"} not in the totals.`,
      left && `${count(left, "figure")} ${left === 1 ? "is" : "are"} not in the totals: give the rate for ${missing.join(" and ")}.`,
    ].filter(Boolean).join(" "))
  }

  function showSum({ head, cell }, name, sum, { currency, percent }) {
    const size = sum < 0n ? -sum : sum
    say(cell, `${currency} ${showAmount(size, digits[currency])}`)
    if (name === "buffer") say(head, percent.problem ? "Reserve" : `Reserve of ${reserve().trim()} percent`)
    if (name === "find") say(head, sum < 0n ? "More than you need" : "Still to find")
  }

  function download() {
    const result = compute()
    const anchor = parseDay(store.get("start", timeline)?.date)
    const { currency, amounts, read, known } = result
    const head = ["Group", "Line", "Amount", "Currency", "Rate", `In ${currency}`, "If it falls through", "When", "Date", "What sources say"]
    const rows = lines.map((line, n) => {
      const { read: own, currency: from, raw } = read[n]
      const amount = own.value === undefined ? raw : plainAmount(own.value, digits[from])
      const converted = amounts[line.id] === undefined ? "" : plainAmount(amounts[line.id], digits[currency])
      const rate = from === currency || own.value === undefined ? "" : rateWords(from, currency, known[from])
      const day = line.due(anchor)
      return [line.group, line.name(), amount, raw ? from : "", rate, converted, line.words(".guide-budget__refund"), line.when, day === undefined ? "" : isoDay(day), line.words(".guide-budget__ranges")]
    })
    const foot = Object.entries(result.sums).map(([name, sum]) => ["", sums[name].head.textContent, "", "", "", plainAmount(sum < 0n && name === "find" ? -sum : sum, digits[currency])])
    const blob = new Blob([csv([head, ...rows, ...foot])], { type: "text/csv;charset=utf-8" })
    const link = make("a", { href: URL.createObjectURL(blob), download: `${id}.csv` })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }

  function makeRates() {
    const panel = make("fieldset", { className: "guide-budget__rates", hidden: true }, make("legend", { textContent: "Your rates" }))
    const rows = new Map()
    const update = (foreign, currency, known) => {
      panel.hidden = !foreign.length
      const wanted = foreign.map(code => `${code}-${currency}`)
      for (const [pair, row] of rows) {
        if (wanted.includes(pair)) continue
        row.root.remove()
        rows.delete(pair)
      }
      foreign.forEach(code => {
        const pair = `${code}-${currency}`
        if (!rows.has(pair)) rows.set(pair, makeRate(pair, code, currency, id))
        panel.append(...(rows.get(pair).root.isConnected ? [] : [rows.get(pair).root]))
        rows.get(pair).update(known[code])
      })
    }
    return { root: panel, update }
  }
}

const rateOf = pair => {
  const record = store.get("rate", pair)
  return { from: typeof record?.from === "string" ? record.from : "1", to: textOf(record) ?? "" }
}

function readRate(code, currency) {
  const { from, to } = rateOf(`${code}-${currency}`)
  return parseRate(from, to)
}

const textOf = record => (typeof record?.value === "string" ? record.value : undefined)

const squeeze = text => text.replace(/\s+/g, " ").trim()

const readCurrencies = root =>
  [...root.querySelectorAll(".guide-budget__currencies option")].map(({ value, textContent, dataset }) => ({ code: value, name: textContent, digits: Number(dataset.digits) }))

/** Show a text in a field, unless it is there already: writing it again would move the caret. */
function fill(field, value) {
  if (field.value !== value) field.value = value
}

/** Make a line that says what is wrong with a field, tied to it. */
function makeProblem(field, id) {
  const problem = make("p", { className: "guide-budget__problem", id })
  field.setAttribute("aria-describedby", id)
  return text => {
    say(problem, text ?? "")
    if (text) field.setAttribute("aria-invalid", "true")
    else field.removeAttribute("aria-invalid")
    return problem
  }
}

/** Say a rate as the reader wrote it; empty when it cannot be read. */
function rateWords(code, currency, rate) {
  if (!rate?.from) return ""
  const { from, to } = rateOf(`${code}-${currency}`)
  return `${from.trim()} ${code} is ${to.trim()} ${currency}`
}

/** Make the two sides of a rate: the reader may write `1 EUR = 12 ABC` and `12 ABC = 1 EUR` alike. */
function makeRate(pair, code, currency, home) {
  const side = name => make("input", { type: "text", inputMode: "decimal", autocomplete: "off", size: 9, maxLength: 40, "aria-label": `Rate of ${code}: amount in ${name}` })
  const [from, to] = [side(code), side(currency)]
  const tell = makeProblem(to, `${home}--rate-${pair.toLowerCase()}`)
  from.oninput = to.oninput = () => store.put("rate", pair, { from: from.value, value: to.value })
  const label = make("p", { className: "guide-budget__rate" }, make("span", {}, from, ` ${code}`), " = ", make("span", {}, to, ` ${currency}`))
  return {
    root: make("div", {}, label, tell()),
    update(read) {
      const kept = rateOf(pair)
      fill(from, kept.from)
      fill(to, kept.to)
      tell(read.problem)
    },
  }
}

/** Make the choices that hold for the whole table. */
function makeSettings({ root, currencies, save, id, timeline }) {
  const select = make("select", { className: "guide-select", onchange: () => save("setting", CURRENCY, { value: select.value }) })
  for (const { code, name } of currencies) select.add(new Option(`${code}: ${name}`, code))
  const percent = make("input", { type: "text", inputMode: "decimal", autocomplete: "off", size: 4, maxLength: 10 })
  const tell = makeProblem(percent, `${id}--reserve`)
  percent.oninput = () => save("setting", `${id}/reserve`, { value: percent.value })
  const date = make("input", { type: "date", min: "1990-01-01", max: "2100-12-31", className: "guide-budget__date" })
  date.onchange = () => date.checkValidity() && save("start", timeline, { date: date.value || null })
  const field = (text, control, ...more) => make("div", {}, make("label", { className: "guide-budget__setting" }, make("span", { textContent: text }), control), ...more)
  const form = make(
    "div",
    { className: "guide-budget__settings" },
    field("Currency of the totals", select),
    field("Reserve in percent", percent, tell()),
    field(root.dataset.asks, date),
  )
  const update = ({ currency, reserve, percent: read, anchor }) => {
    fill(select, currency)
    fill(percent, reserve)
    tell(read.problem)
    const day = anchor === undefined ? "" : isoDay(anchor)
    if (document.activeElement !== date) fill(date, day)
  }
  return { root: form, update }
}

function readSum(root) {
  const cell = make("span", { className: "guide-budget__total" })
  root.querySelector("td").append(cell)
  return { head: root.querySelector("th"), cell }
}

/** Read a line of the table, and give it its fields. */
function readLine(root, { own, currencies, fallback }) {
  const key = root.dataset.line
  const former = formerOf(root)
  const text = root.querySelector(".guide-budget__text")
  const cell = root.querySelector(".guide-budget__own")
  const words = part => squeeze(root.querySelector(part).textContent)
  const nameInput = "named" in root.dataset ? makeName(text, key) : undefined
  const name = () => nameInput?.value.trim() || text.textContent.replace(/:$/, "").trim()
  const amount = make("input", { type: "text", inputMode: "decimal", autocomplete: "off", className: "guide-budget__amount", size: 10, maxLength: 60 })
  const select = make("select", { className: "guide-budget__currency" })
  for (const { code } of currencies) select.add(new Option(code, code))
  const tell = makeProblem(amount, `${root.id}--problem`)
  const converted = make("p", { className: "guide-budget__converted" })
  const shown = make("span", { className: "guide-tool__shown" })
  const dueWords = root.querySelector(".guide-budget__due")
  const when = dueWords.textContent
  const time = make("time", { className: "guide-budget__day", lang: language() })

  const save = () => store.put("budget", key, { value: amount.value, currency: select.value }, former)
  amount.oninput = save
  select.onchange = save
  cell.append(make("div", { className: "guide-budget__figure" }, select, amount), shown, tell(), converted)
  dueWords.before(time)

  /** Before anything is chosen, a line is in the currency that its own sources name, or in that of the totals. */
  const usual = () => (root.dataset.currency === own && root.querySelector(".guide-budget__ranges strong") ? own : fallback())

  return {
    id: key,
    group: squeeze(root.closest("tbody").querySelector(".guide-budget__group").textContent),
    name,
    when,
    words,
    records: [["budget", key, former], ...(nameInput ? [["budget-name", key, []]] : [])],

    due(anchor) {
      if (anchor === undefined) return undefined
      if (root.dataset.before) return move(anchor, root.dataset.before, -1)
      return root.dataset.after ? move(anchor, root.dataset.after, 1) : undefined
    },

    read(digits) {
      const record = store.get("budget", key, former)
      const currency = Object.hasOwn(digits, record?.currency) ? record.currency : usual()
      const raw = textOf(record) ?? ""
      return { id: key, raw, currency, refund: root.dataset.refund, income: "income" in root.dataset, read: parseAmount(raw, digits[currency], currency) }
    },

    update({ raw, currency, read }, total) {
      if (nameInput) fill(nameInput, textOf(store.get("budget-name", key)) ?? "")
      fill(amount, raw)
      fill(select, currency)
      amount.setAttribute("aria-label", `${name()}: your figure`)
      select.setAttribute("aria-label", `${name()}: currency`)
      tell(read.problem)
      say(shown, raw && `${currency} ${raw}`)
      const same = currency === total.currency || read.value === undefined
      say(converted, same ? "" : total.noRate ? `Give the rate for ${currency}.` : `= ${total.currency} ${showAmount(total.amount, total.digits)}`)
    },

    date(anchor) {
      const day = this.due(anchor)
      time.hidden = day === undefined
      if (day === undefined) return
      time.dateTime = isoDay(day)
      say(time, show(day, WITH_WEEKDAY) + (day < today() ? " (past)" : ""))
    },
  }
}

/** Let the reader name a line. */
function makeName(text, key) {
  const input = make("input", { type: "text", autocomplete: "off", className: "guide-budget__name", maxLength: 200 })
  const label = make("label", { className: "guide-budget__naming" })
  text.replaceWith(label)
  label.append(text, " ", input)
  input.oninput = () => store.put("budget-name", key, { value: input.value })
  return input
}
