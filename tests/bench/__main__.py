"""Measure speed and size as ratios within one run: `make bench`. Prints, and asserts nothing."""

import gzip
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml

from macros.loading import load_catalog

from .browser import filter_to_layout, loaded_by, plan_to_paint, tick_to_paint
from .plain import write_plain
from .synthetic import list_of, pages

ROOT = Path(__file__).parents[2]
ROUNDS = 5
LIMITS = {
    "build": 1.15,
    "growth": 1.10,
    "tick": 50,
    "filter": 50,
    "plan": 100,
    "size": 20 * 1024,
    "pdf": 100,
    "unchanged": 500,
}


def cpu_seconds(project: Path) -> float:
    """Build a project and give the CPU seconds (user + system) of the build and its children."""
    return _cpu_of(project, "mkdocs", "build", "--quiet", "--site-dir", str(project / "site"))


def _cpu_of(project: Path, *module: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", *module],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(first: Callable[[], float], second: Callable[[], float]) -> tuple[float, float, float]:
    """Measure two things in turns; give the median of each and the median of the rounds' ratios."""
    rounds = [(first(), second()) for _ in range(ROUNDS)]
    ones, others = zip(*rounds, strict=True)
    ratio = statistics.median(one / other for one, other in rounds)
    return statistics.median(ones), statistics.median(others), ratio


def guide(target: Path) -> Path:
    """Copy the guide itself."""
    for name in ("macros", "overrides", "docs", "mkdocs.yml"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, target / name)
    return target


def stock(target: Path) -> Path:
    """Write the same pages as plain Markdown, with Material as it comes."""
    write_plain(load_catalog(ROOT), ROOT / "docs", target / "docs")
    shutil.copytree(ROOT / "docs" / "assets", target / "docs" / "assets")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text().replace("!ENV", ""))
    extensions = [
        one for one in config["markdown_extensions"] if not str(one).startswith("macros.")
    ]
    plain = {
        "site_name": "Stock",
        "site_url": "https://example.org/",
        "theme": {"name": "material"},
        "plugins": ["search"],
        "nav": config["nav"],
        "markdown_extensions": extensions,
        "validation": {"absolute_links": "relative_to_docs", "anchors": "ignore"},
    }
    (target / "mkdocs.yml").write_text(yaml.safe_dump(plain))
    return target


def own_sizes(site: Path) -> tuple[int, int]:
    """Give the bytes of our scripts and styles, each compressed as a server sends it.

    First those that a page with a checklist and one with a timeline load; then all others.
    """
    folder = site / "components"
    loaded = loaded_by(site, ["apply/cv/", "plan/us-elective/"])
    sizes = {True: 0, False: 0}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in {".css", ".js", ".mjs"} and not name.startswith("vendor/"):
            sizes[name in loaded] += len(gzip.compress(path.read_bytes(), 9))
    return sizes[True], sizes[False]


def report(what: str, measured: str, limit: str, met: bool) -> None:
    """Print one line of the result."""
    print(f"{'ok  ' if met else 'MISS'} {what}: {measured} (limit {limit})", flush=True)


def main(folder: Path) -> None:
    """Run every measurement."""
    ours, plain = guide(_new(folder, "guide")), stock(_new(folder, "stock"))
    cpu_seconds(ours), cpu_seconds(plain)  # compiles Python files, which is not measured
    ours_cpu, plain_cpu, ratio = compare(lambda: cpu_seconds(ours), lambda: cpu_seconds(plain))
    report(
        "whole build against the same pages as plain Markdown with stock Material, CPU",
        f"{ratio:.2f} times ({ours_cpu:.2f} s to {plain_cpu:.2f} s)",
        f"{LIMITS['build']} times",
        ratio <= LIMITS["build"],
    )
    _growth(folder)
    _handouts(ours)
    subprocess.run(
        [sys.executable, "-m", "macros.publishing", str(ours / "site")], cwd=ours, check=True
    )
    size, tools = own_sizes(ours / "site")
    print(f"     scripts and styles of the tools, loaded only where used, gzip: {tools} bytes")
    report(
        "scripts and styles of the lists, gzip",
        f"{size} bytes",
        f"{LIMITS['size']} bytes",
        size <= LIMITS["size"],
    )
    milliseconds = filter_to_layout(ours / "site")
    report(
        "filter of the directory to layout, CPU slowed 4 times",
        f"{milliseconds:.0f} ms",
        f"{LIMITS['filter']} ms",
        milliseconds <= LIMITS["filter"],
    )
    milliseconds = plan_to_paint(ours / "site")
    report(
        "a plan of 500 milestones, moved and painted, CPU slowed 4 times",
        f"{milliseconds:.0f} ms (median)",
        f"{LIMITS['plan']} ms",
        milliseconds <= LIMITS["plan"],
    )
    site = list_of(_new(folder, "list"), 1000)
    cpu_seconds(site)
    milliseconds = tick_to_paint(site / "site")
    report(
        "tick to paint on a page of 1,000 items, CPU slowed 4 times",
        f"{milliseconds:.0f} ms (median)",
        f"{LIMITS['tick']} ms",
        milliseconds <= LIMITS["tick"],
    )


def _handouts(project: Path) -> None:
    """Make every handout from nothing, and then once more with nothing changed."""
    paper = ("macros.paper", str(project / "site"), str(project / "cache"))
    anew = _cpu_of(project, *paper)
    number = len(list((project / "site" / "handouts").glob("*.pdf")))
    each = 1000 * anew / number
    report(
        f"a handout from nothing, CPU, mean of {number} with reading the guide",
        f"{each:.0f} ms",
        f"{LIMITS['pdf']} ms",
        each <= LIMITS["pdf"],
    )
    again = 1000 * statistics.median(_cpu_of(project, *paper) for _ in range(ROUNDS))
    report(
        "all handouts of an unchanged guide, CPU",
        f"{again:.0f} ms",
        f"{LIMITS['unchanged']} ms",
        again <= LIMITS["unchanged"],
    )


def _growth(folder: Path) -> None:
    """Compare the CPU a page costs between 100 and 1,000 pages, less the cost of an empty site."""
    sites = {n: pages(_new(folder, f"pages-{n}"), n) for n in (1, 100, 1000)}
    seconds = {
        n: statistics.median(cpu_seconds(site) for _ in range(3 if n < 1000 else 1))
        for n, site in sites.items()
    }
    small = (seconds[100] - seconds[1]) / 99
    large = (seconds[1000] - seconds[1]) / 999
    report(
        "CPU a page at 1,000 pages against 100 pages",
        f"{large / small:.2f} times ({1000 * large:.1f} ms to {1000 * small:.1f} ms)",
        f"{LIMITS['growth']} times",
        large / small <= LIMITS["growth"],
    )


def _new(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
