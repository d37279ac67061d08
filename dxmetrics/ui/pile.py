"""A pile of dropped files as tables: a row a file, and what accepting it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxmetrics.documents.tables import Table
from dxmetrics.store.outcome import Change, Outcome
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import tables
from dxmetrics.ui.page import Page

OUTCOME_SYMBOLS = {"accepted": "✓", "pending": "◐", "rejected": "✕", "unchanged": "="}


@dataclass(frozen=True)
class Incoming:
    """One dropped file with what checking it said. ``outcome`` is that of a dry run: nothing is loaded yet."""

    name: str
    data: bytes
    outcome: Outcome

    @property
    def count(self) -> dict[str, int]:
        """Findings by severity."""
        severities = [finding.severity for finding in self.outcome.findings]
        return {severity: severities.count(severity) for severity in ("error", "warning", "note")}


def summary(page: Page, pile: Sequence[Incoming]) -> Table:
    """One row a file: whose return, what state, how many faults, what would change."""
    records = [
        {
            "name": item.name,
            "unit": page.unit_name(item.outcome.org_unit) if item.outcome.org_unit else "",
            "period": quarter(str(item.outcome.period), page.language) if item.outcome.period else "",
            "outcome": f"{OUTCOME_SYMBOLS[item.outcome.outcome]} {page.words('outcome_dry.' + item.outcome.outcome)}",
            "faults": counted(page, "intake.fault", item.count),
            "changes": counted(page, "intake.change", _told(change_counts(item.outcome))),
        }
        for item in pile
    ]
    return tables.named(
        page,
        "intake",
        records,
        [("name", 23), ("unit", 25), ("period", 11), ("outcome", 17), ("faults", 16), ("changes", 25)],
    )


def changes(page: Page, changed: Iterable[Change], key: str = "changes") -> Table:
    """One row a value that is (or would become) new, another, or gone."""
    records = [
        {
            "unit": page.unit_name(row.org_unit),
            "code": row.data_element,
            "element": _element(page, row.data_element),
            "old": tables.value_text(page, row.data_element, row.old),
            "new": tables.value_text(page, row.data_element, row.new),
            "cell": f"'{row.sheet}'!{row.cell}" if row.cell else "",
        }
        for row in changed
    ]
    columns = [("unit", 26), ("code", 9), ("element", 38), ("old", 15), ("new", 15), ("cell", 13)]
    if not any(record["old"] for record in records):  # a first return: a column of nothing
        columns.remove(("old", 15))
    units = {record["unit"] for record in records}
    if len(units) > 1:
        return tables.named(page, key, records, columns)
    made = tables.named(page, key, records, columns[1:])  # one unit, which the page names: a column of the same
    return replace(made, facts=(made.facts[0], (page.words("column.unit"), *units), *made.facts[1:]))


def counted(page: Page, family: str, counts: Mapping[str, int]) -> str:
    """The counts that aren't zero, in words: what is not there takes no room."""
    return ", ".join(page.words(f"{family}.{name}", count=count) for name, count in counts.items() if count)


def change_counts(outcome: Outcome) -> dict[str, int]:
    """How many values accepting would change, by how."""
    return {name: getattr(outcome, name) for name in ("new", "changed", "unchanged", "removed")}


def _told(counts: Mapping[str, int]) -> dict[str, int]:
    """What would change; how much would not only where nothing would."""
    changing = {name: count for name, count in counts.items() if name != "unchanged"}
    return changing if any(changing.values()) else dict(counts)


def _element(page: Page, code: str) -> str:
    element = page.catalog.elements.get(code)
    return element.name(page.language) if element else code
