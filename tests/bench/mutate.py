"""Small faults put into the SQL of the figures, one at a time: do the quick tests of the metrics see each of them?

``python -m tests.bench.mutate [--most 60] [--seed 1] [--processes 2] [--seconds 120] [part of a file's name …]``
prints each survivor with its line and the kill rate. By default a sample over all of ``mart`` and ``views``; a survivor
is a missing test, or a change that changes nothing. Not part of the tests: every mutant runs the files below, first the
small worlds, then the laws, and at last the recomputation over a few invented countries.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import random
import re
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from dxmetrics.store import sqlfiles
from tests.metrics.invented.comparing import gaps, recomputed
from tests.metrics.invented.country_store import settled
from tests.metrics.invented.shapes import Country, countries

QUICK = (
    "test_worked_vectors test_small_worlds test_milestones test_small_lagging test_small_settling test_small_tasks "
    "test_small_changes test_peers test_carry_forward test_element_totals test_time_machine test_layers test_laws"
).split()
COUNTRIES = 3
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


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: killed (``by`` which test), stillborn, or survived."""

    mutant: Mutant
    fate: str
    by: str
    seconds: float


def judged(mutant: Mutant, seconds: int) -> Fate:
    """The tests over one mutant, in a process of its own that then ends."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sql"
        shutil.copytree(sqlfiles.SQL_FOLDER, copy)
        path = copy / mutant.file
        path.write_text(mutant.text(path.read_text(encoding="utf-8")), encoding="utf-8")
        sqlfiles.SQL_FOLDER = copy
        for cached in (sqlfiles.query, sqlfiles.view, sqlfiles.migrations, sqlfiles.relations, sqlfiles.method_version):
            cached.cache_clear()
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(seconds)
        try:
            with (
                open(os.devnull, "w") as nowhere,
                contextlib.redirect_stdout(nowhere),
                contextlib.redirect_stderr(nowhere),
            ):
                fate, by = _fate(Path(folder) / "tmp")
        except TimeoutError:
            fate, by = "killed", "time"
        finally:
            signal.alarm(0)
    return Fate(mutant, fate, by, time.monotonic() - began)


def _too_long(*_: object) -> None:
    raise TimeoutError


class _First:
    """The first test that fails, and what it raised."""

    test = ""
    fault: BaseException | None = None

    def pytest_exception_interact(self, node: pytest.Item, call: pytest.CallInfo) -> None:
        self.test, self.fault = node.name, call.excinfo.value


def _fate(folder: Path) -> tuple[str, str]:
    first = _First()
    files = [f"tests/metrics/{name}.py" for name in QUICK]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={folder}"]
    if pytest.main([*files, *options], plugins=[first]) != 0:
        return ("stillborn" if isinstance(first.fault, STILLBORN) else "killed"), first.test
    try:
        _recomputed()
    except STILLBORN:
        return "stillborn", "recomputation"
    except Exception:
        return "killed", "recomputation"
    return "survived", ""


def _recomputed() -> None:
    """A few invented countries against the second implementation."""

    @settings(
        max_examples=COUNTRIES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(countries())
    def agree(country: Country) -> None:
        with settled(country) as made:
            assert not gaps(made, recomputed(made))

    agree()


def main() -> None:
    """Print what became of a sample of mutants."""
    parser = argparse.ArgumentParser()
    parser.add_argument("wanted", nargs="*")
    for name, default in (("most", 60), ("seed", 1), ("processes", 2), ("seconds", 120)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    found = chosen(options.wanted, options.most, options.seed)
    fates: Counter[str] = Counter()
    with multiprocessing.get_context("fork").Pool(options.processes, maxtasksperchild=1) as pool:
        for fate in pool.imap_unordered(partial(judged, seconds=options.seconds), found):
            fates[fate.fate] += 1
            print(f"{fate.fate:9s} {fate.seconds:5.0f} s  {fate.mutant}  {fate.by}", flush=True)
    counted = fates["killed"] + fates["survived"]
    share = fates["killed"] / max(counted, 1)
    print(f"{fates['killed']} of {counted} killed ({share:.0%}); {fates['stillborn']} stillborn")


if __name__ == "__main__":
    main()
