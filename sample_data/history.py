"""The true state of every unit in every quarter, as its return would say it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from dxmetrics.catalog.model import FormRow, OrgUnit
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.communes import commune_cells
from sample_data.districts import district_cells
from sample_data.network import enterprise_cells, press_cells
from sample_data.offices import office_cells
from sample_data.papers import YEARLY, first_quarter, is_yes, reference
from sample_data.people import focal_person
from sample_data.role_cells import add_role_cells
from sample_data.tasks import add_difficulties, add_task_cells
from sample_data.world import World

Filling = dict[tuple[str, ...], object]
"""(unit id, element) → value; (unit id, element, "note") → the note beside it."""
_FOCAL = {"D12": "D14", "D61": "D63"}


@dataclass(frozen=True)
class History:
    """Remembers each unit's quarter, since documents look back to the quarter in which they were issued."""

    world: World
    _known: dict[tuple[str, Period], Cells] = field(default_factory=dict, repr=False)

    def filling(self, unit: OrgUnit, period: Period, stated: Container[str] = ()) -> Filling:
        """Everything the unit types into its return of this quarter, its communes' rows included."""
        catalog = self.world.catalog
        cells = Cells(dict(self.cells(unit, period).values), dict(self.cells(unit, period).notes))
        add_task_cells(self.world, unit, period, cells)
        add_difficulties(self.world, unit, period, cells)
        rows = catalog.rows_for(unit, period, "unit", stated)
        wanted = {row.data_element for row in rows} | {code for code in cells.values if not code.startswith("D")}
        wanted |= {code for code in cells.values if code.startswith(("D96.", "D97."))}
        filling = _taken(unit, cells, wanted) | self._documents(unit, period, rows)
        columns = catalog.rows_for(unit, period, "commune")
        for commune in catalog.communes_of(unit.id, period) if columns else []:
            own = self.cells(commune, period)
            filling |= _taken(commune, own, {row.data_element for row in columns})
            filling |= self._documents(commune, period, columns)
        return filling

    def cells(self, unit: OrgUnit, period: Period) -> Cells:
        """All that is true of the unit, whether its form asks for it or not."""
        key = (unit.id, period)
        if key not in self._known:
            self._known[key] = _true_cells(self.world, unit, period)
        return self._known[key]

    def _documents(self, unit: OrgUnit, period: Period, rows: list[FormRow]) -> Filling:
        found: Filling = {}
        for row in rows:
            document = self.world.catalog.elements[row.data_element].document
            if document and self._proven(unit, period, row.data_element):
                since = self._since(unit, period, row.data_element, document)
                found[unit.id, document] = reference(self.world, unit, document, since)
        return found

    def _proven(self, unit: OrgUnit, period: Period, element: str) -> bool:
        if not is_yes(self.cells(unit, period).values.get(element)):
            return False
        world = self.world
        lost = world.story(unit, period, "no_document") is not None
        if unit.form and unit.level != "province":
            lost = lost or world.chance(world.settings.returns["without_document"], "no document", unit.id, period)
        return not (lost and element in _FOCAL)

    def _since(self, unit: OrgUnit, period: Period, element: str, document: str) -> Period:
        if self.world.catalog.elements[element].kind == "flow":
            return period
        return first_quarter(
            self.world,
            unit,
            period,
            lambda quarter: is_yes(self.cells(unit, quarter).values.get(element)),
            document in YEARLY,
        )


def _true_cells(world: World, unit: OrgUnit, period: Period) -> Cells:
    makers = {
        "district": district_cells,
        "enterprise": enterprise_cells,
        "press": press_cells,
        "department": office_cells,
    }
    cells = makers.get(unit.form, commune_cells)(world, unit, period)
    if is_yes(cells.values.get("D12")) or is_yes(cells.values.get("D61")):
        cells.values |= focal_person(world, unit)
    add_role_cells(world, unit, period, cells)
    return cells


def _taken(unit: OrgUnit, cells: Cells, wanted: set[str]) -> Filling:
    filling: Filling = {(unit.id, code): value for code, value in cells.values.items() if code in wanted}
    filling |= {(unit.id, code, "note"): note for code, note in cells.notes.items() if code in wanted}
    return filling
