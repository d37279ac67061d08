"""The message catalogues: all ``text/<language>/*.toml`` merged, nested tables flattened to dotted keys."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

from dxmetrics.text.numbers import number

LANGUAGES = ("vi", "en")
_FOLDER = Path(__file__).parent


class MissingWord(KeyError):
    """A key without words, or words that want a fact nobody gave. The text names the language and the key."""

    def __str__(self) -> str:
        return str(self.args[0])


class Words:
    """The words of one language: ``words("vi")("status.achieved")``.

    Numbers among the parameters are written the language's way; a year or a code is passed as text.
    ``{count:unit|units}`` picks a word by the number, for languages that have a plural.
    """

    def __init__(self, language: str, messages: Mapping[str, str]) -> None:
        self.language = language
        self.messages = messages
        self._formatter = _WordFormatter(language)

    def __call__(self, key: str, **params: object) -> str:
        """The message of ``key`` with its parameters filled in; MissingWord when either is missing."""
        message = self.messages.get(key)
        if message is None:
            raise MissingWord(f"text/{self.language}: no words for {key!r}")
        try:
            return self._formatter.vformat(message, (), params)
        except KeyError as missing:
            raise MissingWord(f"text/{self.language}: {key!r} needs {missing}") from None

    def __contains__(self, key: str) -> bool:
        return key in self.messages

    def table(self, prefix: str) -> dict[str, str]:
        """All messages under ``prefix.``, by the rest of their key, in the order of the file."""
        start = prefix + "."
        return {key[len(start) :]: text for key, text in self.messages.items() if key.startswith(start)}


@cache
def words(language: str) -> Words:
    """The words of ``vi`` or ``en``; MissingWord for any other language."""
    if language not in LANGUAGES:
        raise MissingWord(f"no catalogue for language {language!r}; there are {', '.join(LANGUAGES)}")
    messages: dict[str, str] = {}
    for path in sorted((_FOLDER / language).glob("*.toml")):
        messages.update(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))))
    return Words(language, messages)


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


class _WordFormatter(Formatter):
    """``str.format`` with our numbers and with ``{count:one|many}``."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|", 1)
            return one if value == 1 else many
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and not format_spec:
            return number(value, self.language)
        return format(value, format_spec)
