"""The number and date a document was sent out under, once an officer has recorded them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reference:
    """A document that went out: its number as printed, its date, and until when it asks for an answer."""

    number: str
    day: date | None
    deadline: date | None = None
