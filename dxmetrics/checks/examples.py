"""An example of each finding (``plan/finding_examples.toml``): what the method page shows beside a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dxmetrics.catalog.tables import read_toml
from dxmetrics.findings import Finding

_PLAN = Path(__file__).parent.parent / "plan"
_SEVERITY = "severity"


@cache
def load_examples(folder: Path = _PLAN) -> dict[str, Finding]:
    """The examples by code, in the file's order. CatalogError or KeyError when the file is wrong."""
    return {finding.code: finding for finding in _findings(read_toml(folder / "finding_examples.toml"), "")}


def _findings(table: Mapping[str, object], code: str) -> Iterator[Finding]:
    if _SEVERITY in table:
        yield Finding(code, table[_SEVERITY], table["sheet"], table["cell"], table["found"], table["params"])
        return
    for name, inner in table.items():
        yield from _findings(inner, f"{code}.{name}" if code else name)
