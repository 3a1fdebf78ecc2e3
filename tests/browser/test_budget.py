"""Budgets in a real browser: exact sums, figures said in words when they are none, CSV, dates."""

import csv
import io
import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .guide import record, revisit, visit, write
from .tools import (
    VIEWS,
    apart,
    axe_finds,
    beside,
    blocked,
    nameless,
    printed,
    small_targets,
    too_wide,
    without_script,
)

PAGE = "tools/budget/"
ID = "us-placement-budget"
ROOT = f'[data-tool="{ID}"]'
MONEY = "import('/components/budget/money.mjs')"


@pytest.fixture
def page(tab: Page) -> Page:
    return visit(tab, PAGE)


def line(page: Page, id: str) -> Locator:
    return page.locator(f'[data-line="{ID}/{id}"]')


def amount(page: Page, id: str) -> Locator:
    return line(page, id).locator(".guide-budget__amount")


def currency(page: Page, id: str) -> Locator:
    return line(page, id).locator(".guide-budget__currency")


def total(page: Page, name: str) -> Locator:
    return page.locator(f'{ROOT} [data-sum="{name}"] td')


def status(page: Page) -> Locator:
    return page.locator(f"{ROOT} .guide-tool__status")


def setting(page: Page, name: str) -> Locator:
    return page.locator(ROOT).get_by_label(name)


def rate(page: Page, code: str, of: str) -> Locator:
    return page.locator(ROOT).get_by_label(f"Rate of {code}: amount in {of}")


def parse(page: Page, texts: list[str], digits: int = 2) -> list[Any]:
    """Read amounts as the page does: minor units as text, None for nothing, words for problems."""
    return page.evaluate(
        f"""async ([texts, digits]) => {{
          const {{ parseAmount }} = await {MONEY}
          return texts.map(text => {{
            const read = parseAmount(text, digits, "USD")
            return read.empty ? null : read.problem ?? String(read.value)
          }})
        }}""",
        [texts, digits],
    )


def test_a_tenth_and_two_tenths_are_three_tenths(page: Page) -> None:
    amount(page, "visa").fill("0.1")
    amount(page, "esta").fill("0.2")
    setting(page, "Reserve in percent").fill("0")
    expect(total(page, "costs")).to_have_text("USD 0.30")
    expect(total(page, "find")).to_have_text("USD 0.30")


def test_all_sums(page: Page) -> None:
    amount(page, "application").fill("75")  # does not come back
    amount(page, "visa").fill("185")  # nobody says
    amount(page, "bond").fill("5,000")  # comes back
    amount(page, "grant").fill("1 000.50")
    assert {
        name: total(page, name).inner_text()
        for name in ("costs", "buffer", "together", "income", "find", "lost", "unsure")
    } == {
        "costs": "USD 5,260.00",
        "buffer": "USD 526.00",
        "together": "USD 5,786.00",
        "income": "USD 1,000.50",
        "find": "USD 4,785.50",
        "lost": "USD 75.00",
        "unsure": "USD 185.00",
    }
    amount(page, "grant").fill("6000")
    expect(page.locator(f'{ROOT} [data-sum="find"] th')).to_have_text("More than you need")
    expect(total(page, "find")).to_have_text("USD 214.00")


def test_rates_come_from_the_reader(page: Page) -> None:
    setting(page, "Currency of the totals").select_option("PKR")
    amount(page, "visa").fill("185")
    expect(status(page)).to_have_text("1 figure is not in the totals: give the rate for USD.")
    expect(total(page, "costs")).to_have_text("PKR 0.00")
    rate(page, "USD", "PKR").fill("278.5")
    expect(total(page, "costs")).to_have_text("PKR 51,522.50")
    expect(line(page, "visa")).to_contain_text("= PKR 51,522.50")
    rate(page, "USD", "USD").fill("3")
    expect(total(page, "costs")).to_have_text("PKR 17,174.17")  # a third, to the nearest unit
    rate(page, "USD", "USD").fill("0")
    expect(page.locator(ROOT)).to_contain_text("Both sides of a rate are more than zero.")


def test_currencies_have_their_own_decimals(page: Page) -> None:
    currency(page, "food").select_option("JPY")
    amount(page, "food").fill("12.5")
    expect(line(page, "food")).to_contain_text("JPY has no decimals.")
    currency(page, "food").select_option("KWD")
    amount(page, "food").fill("12.505")
    expect(line(page, "food")).to_contain_text("Give the rate for KWD.")


def test_a_figure_keeps_its_currency_when_the_totals_change(page: Page) -> None:
    amount(page, "food").fill("100")
    setting(page, "Currency of the totals").select_option("EUR")
    expect(currency(page, "food")).to_have_value("USD")
    expect(currency(page, "rent")).to_have_value("EUR")


READ = {
    "": None,
    "  ": None,
    "0": "0",
    "12": "1200",
    "12.": "1200",
    ".5": "50",
    "1200.50": "120050",
    "1,200.50": "120050",
    "1 200,50": None,
    "1.200,50": "120050",
    "12,50": "1250",
    "1'200": "120000",
    "12,34,567": "123456700",
    "1,234": "123400",
    "0000012": "1200",
    "12.300": "1230",
    "١٢٣": "12300",
    "۱۲.۵": "1250",
    "९९": "9900",
    "999999999999": "99999999999900",
}


def test_amounts_are_read_as_people_write_them(page: Page) -> None:
    texts = [text for text in READ if text != "1 200,50"]
    assert dict(zip(texts, parse(page, texts), strict=True)) == {t: READ[t] for t in texts}


GARBAGE = {
    "abc": "This is not an amount.",
    "$500": "This is not an amount.",
    "1,2,3": "This is not an amount.",
    "1.2.3": "This is not an amount.",
    "1 200,50": "This is not an amount.",
    "1e9": "This is not an amount.",
    "12,3456": "This is not an amount.",
    "NaN": "This is not an amount.",
    "9" * 50: "This is not an amount.",
    "-5": "This is less than nothing.",
    "−5": "This is less than nothing.",
    "(5)": "This is less than nothing.",
    "1.234": "USD has 2 decimals at most.",
    "1000000000000": "This is too large to add up here",
}


def test_what_is_no_amount_is_said_in_words(page: Page) -> None:
    for text, found in zip(GARBAGE, parse(page, list(GARBAGE)), strict=True):
        assert found.startswith(GARBAGE[text]), text


def test_garbage_is_kept_and_left_out(page: Page) -> None:
    amount(page, "visa").fill("about 200")
    amount(page, "food").fill("100")
    expect(amount(page, "visa")).to_have_attribute("aria-invalid", "true")
    expect(amount(page, "visa")).to_have_accessible_description(
        "This is not an amount. Write digits only, as in 1200 or 1,200.50."
    )
    expect(total(page, "costs")).to_have_text("USD 100.00")
    expect(status(page)).to_have_text("1 figure cannot be read, and is not in the totals.")
    revisit(page)
    expect(amount(page, "visa")).to_have_value("about 200")


def test_sums_and_rates_agree_with_decimal(page: Page) -> None:
    """Compare with Python's decimals: an independent, exact way to the same numbers."""
    chance = random.Random(3)
    cases = []
    for _ in range(300):
        values = [str(Decimal(chance.randrange(10**9)) / 100) for _ in range(4)]
        cases.append(
            [values, str(Decimal(chance.randrange(1, 10**7)) / 10**4), chance.randrange(101)]
        )
    found = page.evaluate(
        f"""async cases => {{
          const {{ addUp, parseAmount, parsePercent, parseRate, plainAmount }} = await {MONEY}
          return cases.map(([values, rate, share]) => {{
            const line = (value, id) =>
              ({{ id, read: parseAmount(value, 2, "A"), currency: id ? "A" : "B", refund: "no" }})
            const rates = {{ B: parseRate("1", rate) }}
            const percent = parsePercent(String(share)).value
            const lines = values.map(line)
            const digits = {{ A: 2, B: 2 }}
            const {{ sums }} = addUp({{ lines, currency: "A", digits, rates, percent }})
            return [plainAmount(sums.costs, 2), plainAmount(sums.together, 2)]
          }})
        }}""",
        cases,
    )
    cent = Decimal("0.01")
    for (values, one, percent), (costs, together) in zip(cases, found, strict=True):
        first, *rest = map(Decimal, values)
        sum_ = (first * Decimal(one)).quantize(cent, ROUND_HALF_UP) + sum(rest)
        reserve = (sum_ * percent / 100).quantize(cent, ROUND_HALF_UP)
        assert (Decimal(costs), Decimal(together)) == (sum_, sum_ + reserve)


def test_the_reserve_is_from_nought_to_a_hundred(page: Page) -> None:
    amount(page, "food").fill("100")
    setting(page, "Reserve in percent").fill("12.5")
    expect(total(page, "buffer")).to_have_text("USD 12.50")
    setting(page, "Reserve in percent").fill("101")
    expect(page.locator(ROOT)).to_contain_text("Write a number from 0 to 100.")
    expect(total(page, "together")).to_have_text("USD 100.00")


def test_dates_come_from_the_timeline(page: Page) -> None:
    expect(line(page, "visa").locator("time")).to_be_hidden()
    expect(line(page, "visa")).to_contain_text("16 weeks before the first day")
    write(page, {"start/us-elective": {"date": "2027-07-05", "updated": 1}})
    revisit(page)
    expect(line(page, "visa").locator("time")).to_have_attribute("datetime", "2027-03-15")
    expect(line(page, "visa").locator("time")).to_contain_text("15 Mar 2027")
    setting(page, "First day of your US placement").fill("2026-12-01")
    expect(line(page, "visa").locator("time")).to_contain_text("(past)")
    kept = record(page, "start", "us-elective")
    assert kept
    assert kept["date"] == "2026-12-01"
    expect(page.locator('[data-line="home-placement-budget/meals"] time')).to_be_hidden()


def downloaded(page: Page, folder: Path) -> tuple[bytes, list[list[str]]]:
    with page.expect_download() as waiting:
        page.locator(ROOT).get_by_role("button", name="Download as CSV").click()
    assert waiting.value.suggested_filename == f"{ID}.csv"
    path = folder / "budget.csv"
    waiting.value.save_as(path)
    raw = path.read_bytes()
    return raw, list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_csv_is_a_whole_and_harmless_table(page: Page, tmp_path: Path) -> None:
    line(page, "other-one").locator(".guide-budget__name").fill('=HYPERLINK("x");"y"')
    amount(page, "other-one").fill("10")
    amount(page, "visa").fill("1,850.5")
    amount(page, "food").fill("=1+1")
    currency(page, "rent").select_option("PKR")
    amount(page, "rent").fill("50000")
    rate(page, "PKR", "PKR").fill("250")
    rate(page, "PKR", "USD").fill("1")
    setting(page, "First day of your US placement").fill("2027-07-05")
    raw, rows = downloaded(page, tmp_path)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == len(rows)
    by_line = {row[1]: row for row in rows}
    assert rows[0][:6] == ["Group", "Line", "Amount", "Currency", "Rate", "In USD"]
    visa = by_line["Visa application (MRV)"]
    assert visa[2:6] == ["1850.50", "USD", "", "1850.50"]
    assert visa[8] == "2027-03-15"
    assert by_line["Room, with its deposit"][2:6] == [
        "50000.00",
        "PKR",
        "250 PKR is 1 USD",
        "200.00",
    ]
    assert by_line["Food"][2] == "'=1+1"
    assert by_line['\'=HYPERLINK("x");"y"'][2] == "10.00"
    assert by_line["All costs"][5] == "2060.50"
    assert len(rows) == 1 + 25 + 7


def test_csv_guards_every_start_of_a_formula(page: Page) -> None:
    texts = [
        "=1",
        "+1+1",
        "-1+1",
        "@x",
        " =1",
        "\t=1",
        "＝1",
        "a;=1",
        "a\n=1",
        "\u200b=1",
        "-12.50",
        "7",
        'say "x"',
        "a-b",
    ]
    found = page.evaluate(
        """async texts => {
          const { cell } = await import("/components/core/csv.mjs")
          return texts.map(cell)
        }""",
        texts,
    )
    assert found == [
        '"\'=1"', '"\'+1+1"', '"\'-1+1"', '"\'@x"', '"\' =1"', '"\'\t\'=1"', '"\'＝1"',
        '"a;\'=1"', '"a\n\'=1"', '"\'\u200b=1"', '"-12.50"', '"7"', '"say ""x"""', '"a-b"',
    ]  # fmt: skip


def test_figures_are_kept_one_by_one_and_in_both_tabs(page: Page) -> None:
    other = beside(page.context, PAGE)
    amount(page, "visa").fill("185")
    amount(other, "food").fill("15")
    expect(total(page, "costs")).to_have_text("USD 200.00")
    expect(total(other, "costs")).to_have_text("USD 200.00")
    kept = record(page, "budget", f"{ID}/visa")
    assert kept
    assert (kept["value"], kept["currency"]) == ("185", "USD")
    other.close()


def test_clearing_can_be_undone(page: Page) -> None:
    amount(page, "visa").fill("185")
    line(page, "other-one").locator(".guide-budget__name").fill("Gifts")
    setting(page, "Reserve in percent").fill("20")
    page.locator(ROOT).get_by_role("button", name="Clear my figures").click()
    expect(total(page, "costs")).to_have_text("USD 0.00")
    expect(setting(page, "Reserve in percent")).to_have_value("10")
    revisit(page)
    page.locator(ROOT).get_by_role("button", name="Undo").click()
    expect(amount(page, "visa")).to_have_value("185")
    expect(setting(page, "Reserve in percent")).to_have_value("20")
    expect(line(page, "other-one").locator(".guide-budget__name")).to_have_value("Gifts")


def test_spoilt_records_harm_only_themselves(page: Page) -> None:
    write(
        page,
        {
            f"budget/{ID}/visa": "{",
            f"budget/{ID}/esta": {"value": 7, "currency": "toString", "updated": 1},
            f"budget/{ID}/food": {"value": "15", "currency": "USD", "updated": 1},
            "setting/currency": {"value": "constructor", "updated": 1},
        },
    )
    revisit(page)
    expect(total(page, "costs")).to_have_text("USD 15.00")


def test_works_where_nothing_can_be_kept(browser: Browser, address: str) -> None:
    page = blocked(browser, address, PAGE)
    amount(page, "visa").fill("185")
    expect(total(page, "costs")).to_have_text("USD 185.00")
    expect(page.locator(".guide-notice")).to_have_count(1)
    page.context.close()


def test_without_a_script_there_are_empty_cells(browser: Browser, address: str) -> None:
    page = without_script(browser, address, PAGE)
    cells = page.locator(f"{ROOT} td.guide-budget__own")
    assert cells.count() == 32
    assert set(cells.all_text_contents()) == {""}
    expect(line(page, "visa")).to_contain_text("USD 185")
    page.context.close()


def test_the_keyboard_is_enough(page: Page) -> None:
    currency(page, "visa").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("185")
    expect(total(page, "costs")).to_have_text("USD 185.00")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("eur")
    expect(currency(page, "visa")).to_have_value("EUR")


def test_paper(page: Page) -> None:
    amount(page, "visa").fill("187.35")
    blank = printed(page, "Print blank", ROOT)
    filled = printed(page, "Print filled in", ROOT)
    assert "Visa application (MRV)" in blank
    assert "187.35" not in blank
    assert "USD 187.35" in filled
    assert "unpaid placement in your own country" not in blank + filled


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = apart(browser, address, PAGE)
    amount(page, "visa").fill("x")
    currency(page, "food").select_option("PKR")
    amount(page, "food").fill("100")
    assert axe_finds(page, ROOT, width, scheme) == []
    assert not too_wide(page)
    assert small_targets(page, ROOT) == []
    assert nameless(page, ROOT) == []
    page.context.close()
