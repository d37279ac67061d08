"""Wording of the official documents: who issues them, on what basis, to whom, in which sentences (plan/documents.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from types import MappingProxyType
from typing import Any

from dxmetrics.catalog.names import did_you_mean
from dxmetrics.catalog.sentences import LISTS, NUMBERS, SENTENCES
from dxmetrics.catalog.tables import build
from dxmetrics.errors import CatalogError
from dxmetrics.periods import Period

_FILE = "documents.toml"


@dataclass(frozen=True)
class Office:
    """What stands on every document. ``role``: who issues (roles.csv)."""

    role: str
    draft_mark: str
    nation: str
    motto: str
    superior: str
    font: str


@dataclass(frozen=True)
class Issuer:
    """How the issuing body signs in a stretch of time; its name is that of the role's holder.

    ``contact`` may use the words ``{phone}`` and ``{mailbox}``: those of contacts.csv.
    """

    valid_from: date
    parent: str
    place: str
    drafting: str
    signer: tuple[str, ...]
    contact: str
    valid_to: date | None = None


@dataclass(frozen=True)
class Basis:
    """On what some documents rest, in some quarters, for units on this land. No lines: not filled in yet."""

    documents: tuple[str, ...]
    areas: tuple[str, ...]
    lines: tuple[str, ...]
    first_period: Period | None = None
    last_period: Period | None = None

    def holds(self, document: str, area: str, period: Period) -> bool:
        return (
            document in self.documents
            and area in self.areas
            and (self.first_period is None or self.first_period <= period)
            and (self.last_period is None or period <= self.last_period)
        )


@dataclass(frozen=True)
class Wording:
    """Everything documents.toml says. ``sentences`` by dotted key, ``lists`` of lines likewise, ``numbers`` likewise."""

    office: Office
    issuers: tuple[Issuer, ...]
    bases: tuple[Basis, ...]
    sentences: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]

    def issuer_on(self, day: date) -> Issuer:
        """The entry valid on that day. CatalogError where there is none."""
        for item in self.issuers:
            if item.valid_from <= day and (item.valid_to is None or day <= item.valid_to):
                return item
        raise CatalogError(f"{_FILE}: no [[issuer]] is valid on {day}")

    def basis(self, document: str, area: str, period: Period) -> tuple[str, ...]:
        """The lines a document to this land rests on; none where nobody has filled them in."""
        return tuple(line for item in self.bases if item.holds(document, area, period) for line in item.lines)


def build_wording(raw: Mapping[str, Any]) -> Wording:
    """From the file's tables; CatalogError names the table and the nearest right word."""
    rest = dict(raw)
    missing = [name for name in ("office", "issuer", "basis") if name not in rest]
    if missing:
        raise CatalogError(f"{_FILE}: {', '.join(missing)} missing")
    office = build(Office, rest.pop("office"), f"{_FILE} [office]")
    issuers = _each(Issuer, rest.pop("issuer"), "issuer")
    for item in issuers:
        _check_names("[[issuer]] contact", (item.contact,), "phone mailbox")
    bases = _each(Basis, rest.pop("basis"), "basis")
    found = dict(_flatten(rest))
    _require_known(found)
    for key, names in SENTENCES.items():
        _check_names(key, (str(found[key]),), names)
    for key, names in LISTS.items():
        _check_names(key, _lines(key, found[key]), names)
    return Wording(
        office,
        issuers,
        bases,
        MappingProxyType({key: str(found[key]) for key in SENTENCES}),
        MappingProxyType({key: _lines(key, found[key]) for key in LISTS}),
        MappingProxyType({key: _whole(key, found[key]) for key in NUMBERS}),
    )


def _each(model: type, tables: Any, name: str) -> tuple:
    return tuple(build(model, table, f"{_FILE} [[{name}]] {number}") for number, table in enumerate(tables, 1))


def _flatten(tables: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for table, values in tables.items():
        if not isinstance(values, Mapping):
            raise CatalogError(f"{_FILE}: unknown key {table!r}{did_you_mean(table, _tables())}")
        for key, value in values.items():
            yield f"{table}.{key}", value


def _tables() -> list[str]:
    known = {key.split(".")[0] for key in (*SENTENCES, *LISTS, *NUMBERS)}
    return ["office", "issuer", "basis", *sorted(known)]


def _require_known(found: Mapping[str, Any]) -> None:
    known = [*SENTENCES, *LISTS, *NUMBERS]
    for key in found:
        if key not in known:
            raise CatalogError(f"{_FILE}: unknown key {key!r}{did_you_mean(key, known)}")
    if missing := [key for key in known if key not in found]:
        raise CatalogError(f"{_FILE}: {', '.join(missing)} missing")


def _check_names(key: str, texts: Iterable[str], allowed: str) -> None:
    names = allowed.split()
    for text in texts:
        try:
            used = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as fault:
            raise CatalogError(f"{_FILE} {key}: {fault}") from fault
        for name in used:
            if name not in names:
                raise CatalogError(f"{_FILE} {key}: unknown word {{{name}}}{did_you_mean(name, names)}")


def _lines(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise CatalogError(f"{_FILE} {key}: {value!r} is not a list of lines")
    return tuple(str(line) for line in value)


def _whole(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise CatalogError(f"{_FILE} {key}: {value!r} is not a whole number")
    return value
