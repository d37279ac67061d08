"""An office's public contact, as the Plan's data may name it: never a person's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """The public phone and official mailbox of one unit; either may be empty."""

    unit_id: str
    phone: str
    mailbox: str
