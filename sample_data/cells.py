"""What one unit types in one quarter, before it is put into a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field

NOT_APPLICABLE = "KAD"
"""What a clerk types for a cell that does not apply to the unit (returns.md)."""


@dataclass
class Cells:
    """Values by data element, and the notes beside them. A cell that stays blank is simply not there."""

    values: dict[str, object] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def not_applicable(self, note: str, *codes: str) -> None:
        """Type KAD into these cells, with the reason."""
        for code in codes:
            self.values[code] = NOT_APPLICABLE
            self.notes[code] = note

    def count(self, code: str) -> int:
        """The number typed there; 0 for a blank or a cell that does not apply."""
        value = self.values.get(code)
        return value if isinstance(value, int) else 0
