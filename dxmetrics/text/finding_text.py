"""A finding in words: what is wrong, what is expected, how to mend it (catalogue ``findings.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypedDict

from dxmetrics.text.catalogue import words


class FindingText(TypedDict):
    """The three sentences a sender reads beside the cell."""

    message: str
    expected: str
    remedy: str


class _Finding(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...


def finding_text(finding: _Finding, language: str) -> FindingText:
    """The words of a finding's code with its facts filled in; MissingWord when the code has no words."""
    say = words(language)
    facts = {"found": finding.found, **finding.params}
    message, expected, remedy = (say(f"{finding.code}.{part}", **facts) for part in FindingText.__annotations__)
    return {"message": message, "expected": expected, "remedy": remedy}
