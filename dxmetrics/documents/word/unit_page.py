"""One page of one unit: its return, its figures beside its peers', what is asked of it, what it reported."""

from __future__ import annotations

import pandas as pd

from dxmetrics import metrics
from dxmetrics.catalog.model import Indicator, OrgUnit
from dxmetrics.documents.word.figures import Figures, gather
from dxmetrics.documents.word.gaps import gaps_of
from dxmetrics.documents.word.layout import Sheet
from dxmetrics.documents.word.letters import item
from dxmetrics.documents.word.model import Column, Paragraph, Row, Table
from dxmetrics.documents.word.report import require_figures
from dxmetrics.documents.word.say import clean, lower_first, plain
from dxmetrics.documents.word.situation import source
from dxmetrics.documents.word.units_annex import cell
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act

_MATTERS, _LONGEST = 6, 220


@act("typed")
def unit_page(store: Store, unit: str, period: Period | str, *, frozen: bool | None = None) -> bytes:
    """The unit's page as a .docx; ``unit`` is its id. StoreError ``no_unit`` where it is not in force in that quarter."""
    figures = gather(store, period, frozen=frozen)
    require_figures(figures)
    held = next((one for one in figures.catalog.units_at(figures.period) if one.id == unit), None)
    if held is None:
        raise StoreError("no_unit", unit=unit, period=figures.period)
    peers = metrics.peers(store, figures.period, unit, frozen=figures.freeze is not None)
    say, plan = figures.say, figures.catalog.plan
    subtitle = say("unit_page.subtitle", unit=clean(held.name_vi), quarter=say.quarter(figures.period))
    sheet = Sheet(figures, subtitle)
    sheet.title(say("unit_page.title", number=plan.number), subtitle)
    sheet.block(returned(figures, held))
    sheet.block(table(figures, held, peers))
    sheet.lead(say("unit_page.head_gaps"))
    gaps = gaps_of(figures, unit)
    for gap in gaps:
        sheet.block(item(figures, gap))
    if not gaps:
        sheet.block(Paragraph(say("unit_page.no_gaps")))
    _matters(figures, held, sheet)
    sheet.block(Paragraph(say("unit_page.source", source=lower_first(source(figures).text.rstrip("."))), {}, "note"))
    return sheet.data()


def returned(figures: Figures, unit: OrgUnit) -> Paragraph:
    """Whether the return came, and how late; of a commune that reports through its district: through whom."""
    say, row = figures.say, figures.returns.get(unit.id)
    if row is None:
        parent = figures.catalog.units.get(unit.parent_id)
        return Paragraph(say("unit_page.return_through", name=clean(parent.name_vi) if parent else ""))
    days = int(row["days_late"])
    late = say("unit_page.return_late", days=days) if days else ""
    numbers = {"days_late": days} if days else {}
    quarter, state = say.quarter(figures.period), say(f"state.{row['state']}").lower()
    return Paragraph(say("unit_page.return", quarter=quarter, state=state, late=late), numbers)


def table(figures: Figures, unit: OrgUnit, peers: pd.DataFrame) -> Table:
    """A row per target's headline that the unit has a figure of, beside the plan and the middle of its peers."""
    say = figures.say
    names = (("name", 6.4), ("value", 2.4), ("planned", 2.2), ("target", 2.2), ("verdict", 3.0))
    columns = [
        Column(say(f"target.col_{name}"), width, "left" if name == "name" else "center") for name, width in names
    ]
    columns.insert(2, Column(say("unit_page.col_peer"), 2.2, "center"))
    own = peers[peers["org_unit"] == unit.id].set_index("indicator")["peers_median"]
    rows = []
    for target in figures.headlines("plan", "annual", "tracking"):
        row = figures.own.get((unit.id, target.code))
        if row is not None:
            cells = _cells(figures, target, row, own.get(target.code))
            rows.append(Row((target.name_vi, *cells, say(f"verdict.{row['status']}"))))
    return Table(tuple(columns), tuple(rows), say("unit_page.table"))


def _cells(figures: Figures, target: Indicator, row: dict, peers: float | None) -> tuple[str, ...]:
    """Value, peers' middle, plan, target; a yes or no of one unit is no percentage."""
    if target.aggregation == "share_of_units":
        return cell(figures, row, target), "", "", ""
    return plain(row["value"]), plain(peers), plain(row["planned_now"]), plain(row["target_value"])


def _matters(figures: Figures, unit: OrgUnit, sheet: Sheet) -> None:
    said = figures.difficulties[figures.difficulties["org_unit"] == unit.id]["text"]
    if len(said):
        sheet.lead(figures.say("unit_page.head_matters"))
    for text in list(said)[:_MATTERS]:
        sheet.block(Paragraph(figures.say("unit_page.matter", text=_short(clean(text))), {}, "item"))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "\u2026"
