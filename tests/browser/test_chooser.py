"""The chooser in a real browser: answers are kept, each of them counts, and all can be undone."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from macros.loading import load_catalog

from ..projects import ROOT
from ..test_chooser import every_answer, oracle
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

PAGE = "tools/which-type/"
ROOT_ = ".guide-chooser"
ANSWERS = {
    "stage": "late",
    "aim": "specialty",
    "patients": "must",
    "time": "weeks",
    "start": "later",
    "travel": "country",
    "money": "some",
    "task": "listen",
}


@pytest.fixture
def page(tab: Page) -> Page:
    return visit(tab, PAGE)


def pick(page: Page, question: str, answer: str) -> Locator:
    return page.locator(f'[data-question="type/{question}"] input[value="{answer}"]')


def answer(page: Page, answers: dict[str, str]) -> None:
    for question, one in answers.items():
        pick(page, question, one).check()


def best(page: Page) -> list[str | None]:
    return [one.get_attribute("data-result") for one in page.locator("[data-result]").all()]


def status(page: Page) -> Locator:
    return page.locator(".guide-chooser .guide-tool__status")


def test_a_result_has_reasons_and_ways_on(page: Page) -> None:
    answer(page, ANSWERS)
    assert best(page) == ["clinical", "shadowing"]
    expect(status(page)).to_have_text("Your result: Clinical, then Shadowing and volunteering.")
    first = page.locator('[data-result="clinical"]')
    expect(first).to_contain_text("Weeks inside one team show you its daily work.")
    links = first.get_by_role("link")
    assert [link.inner_text() for link in links.all()] == [
        "Clinical",
        "A clinical placement at home",
        "Your placement, first day to last",
        "Make a plan for it",
    ]
    second = page.locator('[data-result="shadowing"]')
    expect(second).to_contain_text("You can do more than watch now.")
    expect(page.locator(".guide-chooser__out")).to_contain_text("Abroad: You said that you stay")


def test_an_answer_can_be_changed_at_any_time(page: Page) -> None:
    answer(page, ANSWERS)
    answer(page, {"stage": "graduate"})
    limit = page.locator('[data-result="clinical"]')
    expect(limit).to_contain_text("An elective is for enrolled students, so you cannot do one.")


def test_a_part_says_what_is_missing(page: Page) -> None:
    expect(status(page)).to_have_text("Answer each question, and your result appears here.")
    answer(page, {"stage": "late", "travel": "home"})
    expect(status(page)).to_have_text("2 of 8 questions answered. 6 to go.")
    links = page.locator(".guide-chooser__missing a")
    expect(links).to_have_count(6)
    expect(links.first).to_have_text("2. What do you most want to find out or to gain?")
    links.first.click()
    expect(page.locator("#type--aim")).to_be_in_viewport()
    assert best(page) == []


def test_answers_are_kept_one_by_one(page: Page) -> None:
    answer(page, ANSWERS)
    kept = record(page, "chooser", "type/stage")
    assert kept
    assert kept["value"] == "late"
    revisit(page)
    assert best(page) == ["clinical", "shadowing"]


def test_start_again_can_be_undone_even_later(page: Page) -> None:
    answer(page, ANSWERS)
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("input:checked[type=radio][name^=type]")).to_have_count(0)
    revisit(page)
    answer(page, {"stage": "premed"})
    page.get_by_role("button", name="Undo").click()
    expect(pick(page, "stage", "premed")).to_be_checked()  # what is newer stays
    expect(pick(page, "task", "listen")).to_be_checked()
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()


def test_two_tabs_stay_in_step(page: Page) -> None:
    other = beside(page.context, PAGE)
    page.bring_to_front()
    answer(page, ANSWERS)
    expect(other.locator("[data-result]")).to_have_count(2)
    other.close()


def test_a_spoilt_or_unknown_answer_counts_as_none(page: Page) -> None:
    answer(page, ANSWERS)
    write(page, {"chooser/type/stage": "{", "chooser/type/aim": {"value": "gone", "updated": 1}})
    revisit(page)
    expect(status(page)).to_have_text("6 of 8 questions answered. 2 to go.")


def test_works_where_nothing_can_be_kept(browser: Browser, address: str) -> None:
    page = blocked(browser, address, PAGE)
    answer(page, ANSWERS)
    assert best(page) == ["clinical", "shadowing"]
    expect(page.locator(".guide-notice")).to_be_visible()
    page.context.close()


def test_without_a_script_the_table_says_it_all(browser: Browser, address: str) -> None:
    page = without_script(browser, address, PAGE)
    expect(page.locator(".guide-chooser__table")).to_be_visible()
    expect(page.locator("tr[data-answer]")).to_have_count(31)
    expect(page.locator(".guide-chooser__outcome")).to_have_count(7)
    page.context.close()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.locator('[name="type--stage"]').first.focus()
    page.keyboard.press("Space")
    expect(pick(page, "stage", "premed")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(pick(page, "stage", "early")).to_be_checked()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "type--aim"


def test_every_combination_scores_as_the_oracle_does(page: Page) -> None:
    chooser = load_catalog(ROOT).choosers["type"]
    ids = [question.id for question in chooser.questions]
    combinations = list(every_answer(chooser))
    found = page.evaluate(
        """async ([combinations, ids]) => {
          const { score } = await import("/components/chooser/score.mjs")
          const all = (selector, root = document) => [...root.querySelectorAll(selector)]
          const outcomes = all("[data-outcome]").map(one => one.dataset.outcome)
          const meaning = ({ dataset: { kind, means, points } }) =>
            ({ kind, means, points: Number(points ?? 0) })
          const option = row =>
            [row.dataset.answer.split("/")[2], all("[data-kind]", row).map(meaning)]
          const rows = key => all(`[data-answer^="type/${key}/"]`)
          const options = key => Object.fromEntries(rows(key).map(option))
          const chooser = { outcomes, questions: ids.map(key => ({ key, options: options(key) })) }
          return combinations.map(one => {
            const answers = Object.fromEntries(one.map((answer, n) => [ids[n], answer]))
            const { best, missing } = score(chooser, answers)
            return missing.length ? "missing" : best.map(({ kind }) => kind).join()
          })
        }""",
        [combinations, ids],
    )
    expected = [",".join(oracle(chooser, dict(zip(ids, c, strict=True)))) for c in combinations]
    assert found == expected


def test_partial_and_foreign_answers_score_without_error(page: Page) -> None:
    found = page.evaluate(
        """async () => {
          const { score } = await import("/components/chooser/score.mjs")
          const x = [{ kind: "c", means: "for", points: 1 }]
          const y = [{ kind: "a", means: "out" }]
          const questions = [{ key: "q", options: { x, y } }, { key: "r", options: { z: [] } }]
          const chooser = { outcomes: ["a", "b", "c"], questions }
          const kinds = all => all.map(({ kind }) => kind).join()
          return [{}, { q: "x" }, { q: "y" }, { q: "toString" }, { s: "x" }].map(answers => {
            const { best, missing, out } = score(chooser, answers)
            return [kinds(best), missing.join(), kinds(out)]
          })
        }"""
    )
    assert found == [
        ["a,b", "q,r", ""],
        ["c,a", "r", ""],
        ["b,c", "r", "a"],
        ["a,b", "q,r", ""],
        ["a,b", "q,r", ""],
    ]


def test_paper(page: Page) -> None:
    answer(page, ANSWERS)
    blank = printed(page, "Print blank", ROOT_)
    filled = printed(page, "Print filled in", ROOT_)
    assert "Whether one specialty suits me" in blank
    assert "look at these" in blank
    assert "Because of your answers" not in blank
    assert "Because of your answers" in filled
    assert "Whom to ask" not in blank + filled


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = apart(browser, address, PAGE)
    answer(page, ANSWERS)
    if width > 1000:  # once is enough: it is long
        page.locator(".guide-chooser__key summary").click()
    assert axe_finds(page, ROOT_, width, scheme) == []
    assert not too_wide(page)
    assert small_targets(page, ROOT_) == []
    assert nameless(page, ROOT_) == []
    page.context.close()
