"""Puts what is true into the product's own templates, and remembers what was sent for the next quarter's "Kỳ trước"."""

from __future__ import annotations

from dataclasses import dataclass, field

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from sample_data.history import Filling, History
from sample_data.world import World


@dataclass(frozen=True)
class Filler:
    """Makes the workbooks of one run, oldest quarter first."""

    world: World
    history: History
    _sent: dict[tuple[str, Period], Filling] = field(default_factory=dict, repr=False)

    def filling(self, unit: OrgUnit, period: Period) -> Filling:
        """What the unit types this quarter."""
        return self.history.filling(unit, period, self._stated(unit, period))

    def workbook(self, unit: OrgUnit, period: Period, filling: Filling | None = None) -> bytes:
        """The unit's filled workbook, marked as a sample; ``filling`` in place of the true one, when given."""
        values = self.filling(unit, period) if filling is None else filling
        previous = {key: value for key, value in self._before(unit, period).items() if len(key) == 2}
        stated = self._stated(unit, period)
        return build_template(self.world.catalog, unit, period, previous, stated, sample=True, values=values)

    def sent(self, unit: OrgUnit, period: Period) -> None:
        """Remember that the unit's right return came."""
        self._sent[unit.id, period] = self.filling(unit, period)

    def _before(self, unit: OrgUnit, period: Period) -> Filling:
        return self._sent.get((unit.id, period.shift(-1)), {})

    def _stated(self, unit: OrgUnit, period: Period) -> set[str]:
        """Codes of the cells asked only once that the unit, or one it carries on, has sent before."""
        lineage = {unit.id, *self.world.roots(unit.id)}
        once = {row.data_element for row in self.world.catalog.form_rows if row.schedule == "first"}
        stated = set()
        for (sender, quarter), filling in self._sent.items():
            if sender in lineage and quarter < period:
                stated |= {key[1] for key in filling if key[1] in once}
        return stated
