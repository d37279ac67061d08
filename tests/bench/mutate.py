"""Small faults put into the SQL of the figures, one at a time: do the tests of the metrics see each of them?

``python -m tests.bench.mutate [--most 60] [--seed 1] [--share 0/1] [--seconds 120] [--tests] [part of a name …]``
prints what became of each and the kill rate; a sample of ``mart`` and ``views``, in which every file and kind of change
has its turn. A survivor is a missing test, or a change that changes nothing. Not part of the tests.

A mutant is looked at in a few invented countries: test_random_plans.py proves that the second implementation agrees
with the unchanged SQL on every compared number, so a mutant that changes one of them is seen by it. ``--tests``: what
they do not see also meets the quick tests, which know tasks, platforms and settling too; a minute each.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from dxmetrics import metrics
from dxmetrics.metrics.progress import Looking, looked_at
from dxmetrics.metrics.snapshot import Snapshot, snapshot
from dxmetrics.store import sqlfiles
from tests.metrics.invented.comparing import EVERY_ROW, LAGGING_KEY, PROGRESS_KEY
from tests.metrics.invented.country_store import Settled, settled
from tests.metrics.invented.shapes import Country, countries
from tests.metrics.oracle.compare import COLUMNS, GUARDED
from tests.metrics.oracle.facts import code_of

QUICK = (
    "test_worked_vectors test_milestones test_small_lagging test_small_worlds test_small_tasks test_small_settling "
    "test_small_changes test_carry_forward test_element_totals test_time_machine test_layers"
).split()
COUNTRIES, DRAWN = 3, 40
RETURNS = ("state", "days_late", "revision", "received_at", "due_at")
STILLBORN = (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException, duckdb.ConversionException)
"""What a mutant raises that is no SQL at all: it says nothing about the tests."""
SWAPS = {
    ">=": [(r">=", ">")],
    "<=": [(r"<=", "<")],
    ">": [(r"(?<= )>(?= )", ">=")],
    "<": [(r"(?<= )<(?= )", "<=")],
    "equal": [(r"(?<= )<>(?= )", "="), (r"(?<= )=(?= )", "<>")],
    "sum": [(r"\bsum\(", "max(")],
    "extreme": [(r"\bmax\(", "min("), (r"\bmin\(", "max("), (r"\barg_max\(", "arg_min("), (r"\barg_min\(", "arg_max(")],
    "bound": [(r"\bleast\(", "greatest("), (r"\bgreatest\(", "least(")],
    "every": [(r"\bbool_or\(", "bool_and("), (r"\bbool_and\(", "bool_or(")],
    "sign": [(r"(?<= )\+(?= )", "-"), (r"(?<= )-(?= )", "+")],
    "factor": [(r"(?<= )\*(?= \w)", "/"), (r"(?<= )/(?= \w)", "*")],
    "null": [(r"\bis not null\b", "is null"), (r"\bis null\b", "is not null")],
    "not": [(r"\bnot (?!null|in\b|exists)", "")],
    "or": [(r"\bor\b", "and"), (r"(?<= )and(?= )", "or")],
    "default": [(r", 0\)", ", 1)"), (r", false\)", ", true)"), (r", 1\)", ", 2)")],
    "conjunct": [(r"(?m)^\s+and .*\n", ""), (r" and (?:not )?[\w.]+(?: (?:=|<>|>=|<=|>|<) [\w.']+)?(?= then\b)", "")],
    "branch": [(r"(?m)^\s+when .* then .*\n", "")],
    "join": [(r"\bleft join\b", "inner join")],
    "distinct": [(r"\bdistinct ", "")],
    "number": [(r"\b100(?=(?:\.0)? \*)", "99"), (r"(?<= [-+] )1\b", "2"), (r"\bthen 1\b", "then 0")],
}
"""By kind: patterns and what is put in their place."""


@dataclass(frozen=True)
class Mutant:
    """One change in one file: at ``start`` of its text, ``old`` becomes ``new``."""

    file: str
    kind: str
    start: int
    old: str
    new: str
    line: int

    def text(self, original: str) -> str:
        return original[: self.start] + self.new + original[self.start + len(self.old) :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} [{self.kind}] {self.old.strip()!r} -> {self.new!r}"


def mutants(name: str, text: str) -> Iterator[Mutant]:
    """Every change of a file, its remarks left alone."""
    code = re.sub(r"--.*", lambda match: " " * len(match[0]), text)
    for kind, swaps in SWAPS.items():
        for pattern, new in swaps:
            for match in re.finditer(pattern, code):
                start = match.start() + len(match[0]) - len(match[0].lstrip("\n"))
                old = text[start : match.end()]
                yield Mutant(name, kind, start, old, match.expand(new), code.count("\n", 0, start) + 1)


def chosen(wanted: list[str], most: int, seed: int) -> list[Mutant]:
    """A sample in which every file and every kind has its turn."""
    folder = sqlfiles.SQL_FOLDER
    files = sorted(path for part in ("mart", "views", "queries") for path in (folder / part).glob("*.sql"))
    names = [str(path.relative_to(folder)) for path in files]
    taken = [name for name in names if any(part in name for part in wanted or ("mart/", "views/"))]
    found = [mutant for name in taken for mutant in mutants(name, (folder / name).read_text(encoding="utf-8"))]
    random.Random(seed).shuffle(found)
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for mutant in found:
        ranked.append((seen[mutant.file, mutant.kind], len(ranked), mutant))
        seen[mutant.file, mutant.kind] += 1
    return [mutant for *_, mutant in sorted(ranked, key=lambda item: item[:2])][:most]


@contextlib.contextmanager
def in_place(mutant: Mutant) -> Iterator[None]:
    """The SQL with the mutant in it, for this process."""
    folder = sqlfiles.SQL_FOLDER
    with tempfile.TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere) / "sql"
        shutil.copytree(folder, copy)
        path = copy / mutant.file
        path.write_text(mutant.text(path.read_text(encoding="utf-8")), encoding="utf-8")
        _read_from(copy)
        try:
            yield
        finally:
            _read_from(folder)


def _read_from(folder: Path) -> None:
    sqlfiles.SQL_FOLDER = folder
    for cached in (sqlfiles.query, sqlfiles.view, sqlfiles.migrations, sqlfiles.relations, sqlfiles.method_version):
        cached.cache_clear()


def drawn() -> list[Country]:
    """Those with the most plans of some that Hypothesis draws; the same each time."""
    found: list[Country] = []

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(countries())
    def draw(country: Country) -> None:
        found.append(country)

    draw()
    return sorted(found, key=lambda country: -len(country.plans))[:COUNTRIES]


def seen(made: Settled) -> Iterator[tuple[str, str]]:
    """All that the recomputation compares of a country's figures, part by part; nine digits of each number."""
    made.store.snapshots.clear()
    made.store.views.clear()
    moment, quarters = made.moment, [code_of(index) for index in made.facts.periods]
    yield from _progress(made, snapshot(made.store, moment), "as was")
    yield "reporting", _text(metrics.reporting(made.store, as_of=moment), ["org_unit", "period", *RETURNS])
    lagging = pd.concat([metrics.lagging(made.store, quarter, as_of=moment) for quarter in quarters])
    yield "lagging", _text(lagging, [*LAGGING_KEY, "level", "shortfall", "quarters_lagging"])
    ranks = [metrics.lagging_units(made.store, quarter, as_of=moment).assign(period=quarter) for quarter in quarters]
    yield "order", _text(pd.concat(ranks).dropna(subset=["rank"]), ["period", "org_unit", "rank"])
    as_is = Looking(as_of=moment, structure="as_is", on=quarters[len(quarters) // 2])
    yield from _progress(made, looked_at(made.store, as_is), "as is")


def _progress(made: Settled, figures: Snapshot, name: str) -> Iterator[tuple[str, str]]:
    rows = figures.frame("progress", **EVERY_ROW)
    judgement = rows["indicator"].map({item.code: item.judgement for item in made.store.catalog.indicators.values()})
    has_line = judgement.isin(("plan", "annual"))
    yield f"{name}, with a line", _text(rows[has_line], [*PROGRESS_KEY, *COLUMNS])
    yield f"{name}, without", _text(rows[~has_line], [*PROGRESS_KEY, *GUARDED])


def _text(rows: pd.DataFrame, columns: list[str]) -> str:
    return "\n".join(sorted(rows[columns].to_csv(index=False, header=False, float_format="%.9g").splitlines()))


class _Alarm:
    """Ends what takes too long; ``rang`` tells it from other faults: an interrupted DuckDB raises one of its own."""

    def __init__(self, seconds: int) -> None:
        self.rang = False
        self._seconds = seconds

    def __enter__(self) -> _Alarm:
        signal.signal(signal.SIGALRM, self._ring)
        signal.alarm(self._seconds)
        return self

    def __exit__(self, *_: object) -> None:
        signal.alarm(0)

    def _ring(self, *_: object) -> None:
        self.rang = True
        raise TimeoutError


class _First:
    """The first test that fails, and what it raised."""

    test = ""
    fault: BaseException | None = None

    def pytest_exception_interact(self, node: pytest.Item, call: pytest.CallInfo) -> None:
        self.test, self.fault = node.name, call.excinfo.value


def looked_over(world: list[tuple[Settled, dict[str, str]]], seconds: int) -> tuple[str, str]:
    """What the countries say to the SQL as it is now (killed, stillborn, survived), and by what they see it."""
    with _Alarm(seconds) as alarm:
        try:
            for made, before in world:
                for name, text in seen(made):
                    if text != before[name]:
                        return "killed", name
        except STILLBORN:
            return "stillborn", ""
        except Exception as fault:
            return "killed", "time" if alarm.rang else str(fault)[:60]
    return "survived", ""


def tested(seconds: int) -> tuple[str, str]:
    """What the quick tests say to it."""
    first = _First()
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere, _Alarm(seconds) as alarm:
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={folder}/tmp"]
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            failed = pytest.main([*(f"tests/metrics/{name}.py" for name in QUICK), *options], plugins=[first]) != 0
    if alarm.rang:
        return "survived", "as far as there was time"
    return ("stillborn" if isinstance(first.fault, STILLBORN) else "killed" if failed else "survived"), first.test


def main() -> None:
    """Print what became of a sample of mutants."""
    parser = argparse.ArgumentParser()
    parser.add_argument("wanted", nargs="*")
    parser.add_argument("--share", default="0/1")
    parser.add_argument("--tests", action="store_true")
    for name, default in (("most", 60), ("seed", 1), ("seconds", 120)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    part, parts = map(int, options.share.split("/"))
    fates: Counter[str] = Counter()
    with ExitStack() as stack:
        settlements = [stack.enter_context(settled(country)) for country in drawn()]
        world = [(made, dict(seen(made))) for made in settlements]
        for mutant in chosen(options.wanted, options.most, options.seed)[part::parts]:
            began = time.monotonic()
            with in_place(mutant):
                name, by = looked_over(world, options.seconds)
                if name == "survived" and options.tests:
                    name, by = tested(options.seconds)
            fates[name] += 1
            print(f"{name:9s} {time.monotonic() - began:5.1f} s  {mutant}  {by}", flush=True)
    counted = fates["killed"] + fates["survived"]
    print(
        f"{fates['killed']} of {counted} killed ({fates['killed'] / max(counted, 1):.0%}); {fates['stillborn']} no SQL"
    )


if __name__ == "__main__":
    main()
