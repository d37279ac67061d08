"""What happened cannot be changed from the application: no statement of its own updates or deletes a row that says so."""

from __future__ import annotations

import re
from pathlib import Path

from dxmetrics.store.sqlfiles import query

ROOM = Path(__file__).resolve().parents[2] / "dxmetrics"
CHANGES = re.compile(
    r"\b(?:update|delete\s+from|truncate(?:\s+table)?|drop\s+table(?:\s+if\s+exists)?|alter\s+table|merge\s+into"
    r"|insert\s+or\s+\w+\s+into|create\s+or\s+replace\s+table)\s+((?:\{\w+\}|[\w.{}])+)",
    re.IGNORECASE,
)
MADE_UP = {
    "store/plan_tables.py",
    "store/filling.py",
    "store/frozen_figures.py",
    "metrics/publishing.py",
    "metrics/views.py",
}
"""Where statements stand whose table is not in their text, looked at one by one: the Plan's tables, a new lake's that hold
nothing yet, a column more for frozen figures, the published relations, views in memory."""


def statements() -> list[tuple[str, str]]:
    """Each statement that changes what is there: its file and what it changes."""
    found = []
    for path in (*ROOM.rglob("*.py"), *(ROOM / "store" / "sql").rglob("*.sql")):
        text = re.sub(r"--.*|#.*", "", path.read_text(encoding="utf-8"))
        found += [(path.relative_to(ROOM).as_posix(), named) for named in CHANGES.findall(text)]
    return found


def trail_tables() -> set[str]:
    """The tables the audit trail is read from, and the returns it names."""
    return set(re.findall(r"\b((?:raw|access)\.\w+)", re.sub(r"--.*", "", query("audit"))))


def test_no_statement_changes_the_trail() -> None:
    kept = trail_tables()
    assert {"raw.revision", "raw.revision_event", "raw.period_event", "raw.trail_event", "access.event"} <= kept
    changed = [(file, table) for file, table in statements() if table.lower() in kept]
    assert changed == []


def test_a_statement_whose_table_is_made_up_has_been_looked_at() -> None:
    made_up = [(file, table) for file, table in statements() if "{" in table]
    assert {file for file, _ in made_up} == MADE_UP
    assert not [table for _, table in made_up if table.startswith(("raw.", "access."))]


def test_the_test_would_see_it() -> None:
    assert len(statements()) > 15
    assert CHANGES.findall("Delete\n  from raw.revision_event where 1") == ["raw.revision_event"]
