"""SQL lives in files; this is the only place that reads them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

SQL_FOLDER = Path(__file__).parent / "sql"
_READ = re.compile(r"\b(?:core|mart|made)\.(\w+)")
_STORED = re.compile(r"\braw\.|\bcore\.revision_value\b")


@lru_cache(maxsize=256)
def query(name: str) -> str:
    """The text of ``sql/queries/<name>.sql``."""
    return (SQL_FOLDER / "queries" / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def view(name: str) -> str:
    """The text of ``sql/views/<name>.sql``: a relation that only some views of the figures have (carry-forward …)."""
    return (SQL_FOLDER / "views" / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def migrations() -> list[tuple[int, str]]:
    """Schema steps in order: the number in the file's name, and its text."""
    files = sorted((SQL_FOLDER / "migrations").glob("*.sql"))
    return [(int(file.name.split("_", 1)[0]), file.read_text(encoding="utf-8")) for file in files]


@lru_cache(maxsize=1)
def relations() -> list[tuple[str, str]]:
    """The relations of core and mart in building order: ``core.accepted`` from ``mart/01_core_accepted.sql``, and its select."""
    return [
        (_relation(file.stem), file.read_text(encoding="utf-8")) for file in sorted((SQL_FOLDER / "mart").glob("*.sql"))
    ]


@lru_cache(maxsize=1)
def needs() -> dict[str, frozenset[str]]:
    """For each relation, in building order, those its select reads (as ``mart.x``, ``core.x`` or ``made.x``)."""
    by_table = {name.partition(".")[2]: name for name, _ in relations()}
    return {
        name: frozenset(by_table[table] for table in _READ.findall(_rules(sql)) if table in by_table)
        for name, sql in relations()
    }


@lru_cache(maxsize=1)
def from_store() -> tuple[str, ...]:
    """The relations up to the last that reads what the store holds; those after it read these and the Plan alone."""
    last = max(number for number, (_, sql) in enumerate(relations()) if _STORED.search(_rules(sql)))
    return tuple(needs())[: last + 1]


@lru_cache(maxsize=1)
def method_version() -> str:
    """Changes whenever a rule behind a figure does: twelve digits over the selects of core and mart, remarks left out."""
    digest = hashlib.sha256()
    for name, sql in relations():
        digest.update(f"{name} {_rules(sql)}\n".encode())
    return digest.hexdigest()[:12]


def _rules(sql: str) -> str:
    """The text without remarks and line ends."""
    return " ".join(word for line in sql.splitlines() for word in line.split("--")[0].split())


def _relation(stem: str) -> str:
    _, schema, name = stem.split("_", 2)
    return f"{schema}.{name}"
