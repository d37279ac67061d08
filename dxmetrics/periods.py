"""Quarters as Decree 09/2019 cuts them: Q1 is 15/12 to 14/3, Q2 15/3 to 14/6, Q3 15/6 to 14/9, Q4 15/9 to 14/12."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dxmetrics.errors import PeriodError

_CODE = re.compile(r"(\d{4})Q([1-4])")


@dataclass(frozen=True, order=True)
class Period:
    """One reporting quarter. ``index`` is 4·year + quarter, so that differences count quarters (metrics.md §3)."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read ``2024Q2``; raise PeriodError on anything else."""
        match = _CODE.fullmatch(code.strip().upper())
        if not match:
            raise PeriodError(f"{code!r} is not a quarter; write it as 2024Q2")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_index(cls, index: int) -> Period:
        """The inverse of ``index``."""
        year, quarter = divmod(index - 1, 4)
        return cls(year, quarter + 1)

    @classmethod
    def of_date(cls, day: date) -> Period:
        """The last quarter whose cut-off is on or before ``day``: 10/4/2024 is 2024Q1 (metrics.md §3)."""
        period = cls(day.year, 4)
        while period.cutoff > day:
            period = period.shift(-1)
        return period

    @classmethod
    def containing(cls, day: date) -> Period:
        """The quarter whose window ``day`` falls into."""
        return cls.of_date(day) if cls.of_date(day).cutoff == day else cls.of_date(day).shift(1)

    def shift(self, quarters: int) -> Period:
        """The quarter that many later (earlier when negative)."""
        return Period.from_index(self.index + quarters)

    @property
    def code(self) -> str:
        return f"{self.year}Q{self.quarter}"

    @property
    def index(self) -> int:
        return 4 * self.year + self.quarter

    @property
    def start(self) -> date:
        """First day of the window: the 15th of the month before the quarter."""
        return date(self.year - 1, 12, 15) if self.quarter == 1 else date(self.year, 3 * self.quarter - 3, 15)

    @property
    def cutoff(self) -> date:
        """Last day of the window: the 14th of the quarter's last month."""
        return date(self.year, 3 * self.quarter, 14)

    def __str__(self) -> str:
        return self.code


def periods_between(first: Period, last: Period) -> list[Period]:
    """All quarters from ``first`` to ``last``, both included."""
    return [Period.from_index(index) for index in range(first.index, last.index + 1)]
