"""Parts of Đơn vị chậm: the state in a sentence, the units, where most of them lag, the way to their letters."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dxmetrics import charts
from dxmetrics.documents.tables import Table
from dxmetrics.text import Words
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import blocks, fence, heat, links, opening, returns, tables, unit_list, views
from dxmetrics.ui.kept import kept_as_filtered
from dxmetrics.ui.page import Page

_BY, _AGAIN = ("level", "peer_group", "target"), 2


def lead(page: Page, chased: pd.DataFrame) -> tuple[str, str]:
    """How many units lag, how many of them again, and on which target most; ``chased``: one row a lagging unit."""
    again = int((chased["quarters_lagging"] >= _AGAIN).sum())
    told = {"period": quarter(page.selection.period, page.language), "count": len(chased), "again": again}
    state = page.words("lagging.lead.state" if again else "lagging.lead.once", **told)
    counts = behind(page, chased)
    if counts.empty:
        return state, ""
    code, count = str(counts.index[0]), int(counts.iloc[0])
    name = page.catalog.targets[code].name(page.language)
    return state, page.words("lagging.lead.worst", code=code, name=name, count=count)


def units(page: Page, found: pd.DataFrame, name: str) -> None:
    """Lagging units, worst first; a row opens its unit."""
    content = kept_as_filtered(page, f"lagging_table_{name}", lambda: tables.lagging(page, found, name))
    opening.unit_table(page, content, list(found["org_unit"]), name, wrap=True)


def behind(page: Page, chased: pd.DataFrame) -> pd.Series:
    """How many of the units are behind on each target, the most first: as the heat map counts its squares."""
    units = list(chased["org_unit"])
    cells = kept_as_filtered(page, "heat.squares", lambda: heat.squares(page, units), tuple(units))
    return cells[cells["behind"]]["target"].value_counts()


@fence.mirrored
def where(page: Page, chased: pd.DataFrame) -> None:
    """Lagging units of all by level, peer group or target, as bars and as a table. Reruns by itself."""
    blocks.heading(page, "lagging.where")
    title = page.words("lagging.where.title")
    by = views.choice("by", "lagging_where_by", _BY, title, lambda name: page.words(f"lagging.where.by_{name}"))
    found = kept_as_filtered(page, f"lagging_where_{by}", lambda: counted(page, chased, by))
    if found.empty:
        blocks.empty(page, "empty.filtered_units")
        return
    names = _names(page, by)
    figure = kept_as_filtered(page, f"lagging_bars_{by}", lambda: _bars(page, found, names))
    blocks.chart(page, figure, "lagging_bars")
    blocks.table(page, table(page, found, names), "lagging_where")


def counted(page: Page, chased: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row a level, peer group or target: ``key``, ``units`` it has or is asked of, ``lagging`` of them."""
    asked = unit_list.in_view(page)
    asked = asked[asked["status"] != "not_applicable"]
    if by == "target":
        whole, part = asked.groupby("target")["org_unit"].nunique(), behind(page, chased)
    else:

        def group_of(unit: str) -> str:
            return getattr(page.catalog.units[unit], by)

        expected = returns.in_view(page)["org_unit"]  # communes of a district are judged and send none themselves
        everyone = pd.concat([asked["org_unit"], expected, chased["org_unit"]]).drop_duplicates()  # frozen: others too
        whole, part = everyone.map(group_of).value_counts(), chased["org_unit"].map(group_of).value_counts()
    rows = [(key, int(whole.get(key, 0)), int(part.get(key, 0))) for key in _names(page, by) if whole.get(key, 0)]
    return pd.DataFrame(rows, columns=["key", "units", "lagging"])


def table(page: Page, found: pd.DataFrame, names: Mapping[str, str]) -> Table:
    """The same as a table, with the share."""
    records = [
        {
            "where": names[row.key],
            "lagging_units": row.lagging,
            "units_in_all": row.units,
            "lagging_share": 100 * row.lagging / row.units,
        }
        for row in found.itertuples(index=False)
    ]
    columns = [
        ("where", 50),
        ("lagging_units", 14, "count"),
        ("units_in_all", 14, "count"),
        ("lagging_share", 12, "percent"),
    ]
    return tables.named(page, "lagging_where", records, columns)


def letters(page: Page, kind: str) -> None:
    """The way to the letters of this kind, for who may write them."""
    if page.store.actor.may("letters"):
        links.to_view(page, "report", page.words(f"lagging.letters.{kind}"), part="letters", letters=kind)


def worst(found: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """Where most units lag."""
    if not found["lagging"].any():
        return words("lagging.where.nowhere")
    row = found.loc[found["lagging"].idxmax()]
    return words("lagging.where.worst", name=names[row["key"]], count=int(row["lagging"]), total=int(row["units"]))


def _bars(page: Page, found: pd.DataFrame, names: Mapping[str, str]) -> go.Figure:
    say = page.words
    return charts.whole_and_part(
        found,
        say,
        names=names,
        whole=("units", say("column.units_in_all")),
        part=("lagging", say("column.lagging_units")),
        title=worst(found, names, say),
        source=page.source(),
        measure=say("lagging.where.measure"),
    )


def _names(page: Page, by: str) -> dict[str, str]:
    """The levels, peer groups or targets in the order they stand in everywhere, each with its name."""
    if by == "target":
        return {code: f"{code} · {item.name(page.language)}" for code, item in page.catalog.targets.items()}
    return {
        key: page.words(f"{by}.{key}") for key in (page.choices.level if by == "level" else page.choices.peer_group)
    }
