"""From a CSV row or a TOML table to a frozen dataclass, by the dataclass's own types; anything else is refused by name."""

from __future__ import annotations

import csv
import dataclasses
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from dxmetrics.catalog.names import did_you_mean
from dxmetrics.errors import CatalogError, PeriodError
from dxmetrics.periods import Period

T = TypeVar("T")


def read_csv(path: Path, model: type[T], ignore: tuple[str, ...] = ()) -> list[T]:
    """One object per row. ``ignore`` names columns that are remarks for people. Errors name file, line and column."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        _require_columns(path.name, reader.fieldnames or [], model, ignore)
        return [build(model, _without(row, ignore), f"{path.name} line {reader.line_num}") for row in reader]


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables; a syntax fault is refused with the file's name."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as fault:
        raise CatalogError(f"{path.name}: {fault}") from fault


def build(model: type[T], raw: Mapping[str, Any], where: str) -> T:
    """An object of ``model`` from texts or TOML values; missing keys take the dataclass's default or are refused."""
    hints = get_type_hints(model)
    _refuse_unknown(where, list(raw), list(hints))
    values = {name: convert(raw[name], hint, f"{where}: {name}") for name, hint in hints.items() if name in raw}
    missing = [
        field.name for field in dataclasses.fields(model) if field.name not in values and not _has_default(field)
    ]
    if missing:
        raise CatalogError(f"{where}: {', '.join(missing)} missing")
    return model(**values)


def convert(value: Any, hint: Any, where: str) -> Any:
    """``value`` as the annotation ``hint`` asks; CatalogError names where it stood and what was expected."""
    if get_origin(hint) is UnionType:
        inner = next(arg for arg in get_args(hint) if arg is not type(None))
        return None if value in ("", None) else convert(value, inner, where)
    if get_origin(hint) is Literal:
        return _one_of(str(value).strip(), [str(arg) for arg in get_args(hint)], where)
    if get_origin(hint) is tuple:
        items = value.split(";") if isinstance(value, str) else value
        return tuple(convert(item, get_args(hint)[0], where) for item in items if item != "")
    converter = _CONVERTERS.get(hint)
    if converter is None:
        return value
    try:
        return converter(value)
    except (ValueError, PeriodError) as fault:
        raise CatalogError(f"{where}: {value!r} is not a {hint.__name__}") from fault


def _to_bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("0", "1"):
        raise ValueError(value)
    return value == "1"


def _to_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


_CONVERTERS: dict[Any, Callable[[Any], Any]] = {
    str: lambda value: str(value).strip(),
    bool: _to_bool,
    int: int,
    float: float,
    date: _to_date,
    Period: lambda value: value if isinstance(value, Period) else Period.parse(value),
}


def _one_of(value: str, allowed: list[str], where: str) -> str:
    if value not in allowed:
        raise CatalogError(f"{where}: {value!r} is none of {', '.join(allowed)}{did_you_mean(value, allowed)}")
    return value


def _require_columns(file: str, present: list[str], model: type, ignore: tuple[str, ...]) -> None:
    known = [*get_type_hints(model), *ignore]
    _refuse_unknown(f"{file} header", list(present), known)
    needed = [field.name for field in dataclasses.fields(model) if not _has_default(field)]
    if missing := [name for name in needed if name not in present]:
        raise CatalogError(f"{file} header: {', '.join(missing)} missing")


def _refuse_unknown(where: str, names: list[str], known: list[str]) -> None:
    for name in names:
        if name not in known:
            raise CatalogError(f"{where}: unknown key {name!r}{did_you_mean(str(name), known)}")


def _has_default(field: dataclasses.Field) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def _without(row: dict[str, str], ignore: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in ignore}
