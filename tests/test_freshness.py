"""What is due to be read again on a date, and whether the addresses still answer."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from macros import addresses
from macros.__main__ import main
from macros.addresses import check_links, external_links
from macros.freshness import due
from macros.loading import load_catalog

from .projects import INDEX, RULE, change, project

SOURCE = (
    "docs/data/sources/rule.yml: the source was to be read again by 21 May 2027: open "
    "https://example.org/rule, compare it with docs/index.md and docs/data/checklists/bag.yml, "
    "and set `checked` and `review_by`"
)


def test_nothing_is_due_too_early(tmp_path: Path) -> None:
    assert due(load_catalog(project(tmp_path)), date(2027, 5, 20)) == []


def test_source_is_due_on_its_day_with_what_uses_it(tmp_path: Path) -> None:
    assert due(load_catalog(project(tmp_path)), date(2027, 5, 21)) == [SOURCE]


def test_page_and_list_are_due_after_a_year(tmp_path: Path) -> None:
    root = project(tmp_path)
    change(root, RULE, "review_by: 2027-05-21", "review_by: 2029-05-21")
    change(root, INDEX, "reviewed: 2026-11-22", "reviewed: 2026-11-20")
    assert due(load_catalog(root), date(2027, 11, 20)) == []
    assert due(load_catalog(root), date(2027, 11, 21)) == [
        "docs/index.md: the page was last read on 20 November 2026: "
        "read it against its sources, and set `reviewed`"
    ]
    late = due(load_catalog(root), date(2028, 2, 29))
    assert [one.split(":")[0] for one in late] == [
        "docs/data/checklists/bag.yml",
        "docs/data/timelines/visit.yml",
        "docs/index.md",
    ]


def test_command_fails_when_something_is_due(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    assert main(root, "freshness", "2027-06-01") == 1
    assert capsys.readouterr().out == f"{SOURCE}\n"
    assert main(root, "freshness", "2027-01-01") == 0
    assert capsys.readouterr().out == "Nothing is due on 2027-01-01.\n"


WRONG = {
    "no date": (["freshness"], "'' is not a date: write DATE=2027-06-01\n"),
    "no such date": (["freshness", "2027-02-30"], "'2027-02-30' is not a date: write DATE=2027-06-01\n"),
    "no such command": (["chek"], "there is no command 'chek': use check, generate, report, freshness, links, check-links\n"),
    "too much": (["check", "all"], "check takes no argument 'all'\n"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_wrong_command_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(project(tmp_path), *arguments) == 2
    assert capsys.readouterr().err == said


def test_links_are_listed_with_the_files_that_have_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    more = "See [it](https://example.org/rule) and [that](https://a.org). `[no](https://b.org)`"
    change(root, INDEX, "A claim.", f"{more}\n\nA claim.")
    assert external_links(load_catalog(root)) == {
        "https://a.org": ["docs/index.md"],
        "https://example.org/rule": ["docs/data/checklists/bag.yml", "docs/index.md"],
    }
    assert main(root, "links") == 0
    assert capsys.readouterr().out.splitlines() == [
        "https://a.org  docs/index.md",
        "https://example.org/rule  docs/data/checklists/bag.yml docs/index.md",
    ]


class _Host(http.server.BaseHTTPRequestHandler):
    """Answer as the address says: /404 is not there, /moved leads to /, /get refuses a HEAD."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/get" else None)

    def do_GET(self) -> None:
        self._answer(None)

    def _answer(self, code: int | None) -> None:
        asked = self.path.strip("/")
        self.send_response(
            code or (int(asked) if asked.isdigit() else 302 if asked == "moved" else 200)
        )
        if asked == "moved":
            self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def host() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Host) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_links_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_PAUSE", 0)
    with host() as home:
        links = [f"{home}/{path}" for path in ("", "get", "moved", "404", "403", "500", "#part")]
        links.append("http://127.0.0.1:1/")
        answers = {
            a.removeprefix(home): said for a, said in check_links({link: [] for link in links})
        }
    assert answers.pop("http://127.0.0.1:1/").startswith("it does not answer (")
    assert answers == {
        "/404": "it answers 404",
        "/403": "it keeps programs out (403): open it yourself",
        "/500": "it answers 500",
    }
