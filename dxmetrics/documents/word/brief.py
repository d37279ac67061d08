"""The quarter on one sheet of A4: how the targets stand, who has reported, whom to call first."""

from __future__ import annotations

from dxmetrics.documents.word import targets
from dxmetrics.documents.word.figures import Figures, gather
from dxmetrics.documents.word.gaps import gaps_of
from dxmetrics.documents.word.layout import Sheet
from dxmetrics.documents.word.model import Column, Number, Paragraph, Row, Table
from dxmetrics.documents.word.report import require_figures
from dxmetrics.documents.word.say import clean, joined, plain, share
from dxmetrics.documents.word.situation import source, state
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act

_CALLS, _GAPS = 7, 1
_CHART_CM = 11.0


@act("report")
def brief(store: Store, period: Period | str, *, frozen: bool | None = None) -> bytes:
    """The page as a .docx. StoreError ``no_figures`` for a quarter without a return."""
    figures = gather(store, period, frozen=frozen)
    require_figures(figures)
    say, plan = figures.say, figures.catalog.plan
    title = say("brief.title", number=plan.number)
    subtitle = say("brief.subtitle", quarter=say.quarter(figures.period))
    sheet = Sheet(figures, f"{title}, {subtitle}", dense=True)
    sheet.title(title, subtitle)
    for paragraph in (state(figures), reporting(figures)):
        sheet.block(paragraph)
    sheet.block(table(figures))
    for picture in targets.pictures(figures, only_plan=True, width_cm=_CHART_CM):
        sheet.block(picture)
    for paragraph in calls(figures):
        sheet.block(paragraph)
    sheet.block(Paragraph(source(figures).text, {}, "note"))
    return sheet.data()


def reporting(figures: Figures) -> Paragraph:
    """Returns sent and on time, from ``reporting_rates``."""
    row = figures.rates.set_index("level").loc["all"]
    counts: dict[str, Number] = {name: int(row[name]) for name in ("received", "expected", "on_time")}
    text = figures.say("brief.reporting", **counts, rate=share(row["reporting_rate"]))
    return Paragraph(text, counts | {"rate": row["reporting_rate"]})


def table(figures: Figures) -> Table:
    """The targets' headlines."""
    say = figures.say
    names = (("name", 7.0), ("counts", 3.0), ("value", 2.0), ("planned", 2.0), ("target", 2.0), ("verdict", 3.4))
    columns = tuple(
        Column(say(f"target.col_{name}"), width, "left" if name == "name" else "center") for name, width in names
    )
    rows = []
    for item in figures.headlines("plan", "annual", "tracking"):
        row = figures.of(item.code)
        has_value = row["value"] == row["value"]
        counts = f"{plain(row['numerator'])}/{plain(row['denominator'])}" if has_value else ""
        numbers = (plain(row["value"]), plain(row["planned_now"]), plain(row["target_value"]))
        rows.append(Row((item.name_vi, counts, *numbers, say(f"verdict.{row['status']}"))))
    return Table(columns, tuple(rows))


def calls(figures: Figures) -> list[Paragraph]:
    """The first units to call, each with what stands against it."""
    say, head = figures.say, figures.lagging_units[figures.lagging_units["is_headline"]]
    if head.empty:
        return [Paragraph(say("brief.calls_none"))]
    shown = head.head(_CALLS).to_dict("records")
    numbers = {"shown": len(shown), "count": len(head)}
    lines = [Paragraph(say("brief.calls", **numbers), numbers, "caption")]
    for place, row in enumerate(shown, 1):
        gaps = joined(dict.fromkeys(gap.text for gap in gaps_of(figures, row["org_unit"])[:_GAPS]))
        lines.append(Paragraph(say("brief.call", rank=place, name=clean(row["name_vi"]), gaps=gaps), {}, "item"))
    return lines
