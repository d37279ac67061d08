"""The pages' tables without a page: the command ``export`` makes them with the code and the filters that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from dxmetrics import metrics
from dxmetrics.documents.table_parquet import to_parquet
from dxmetrics.documents.table_xlsx import to_xlsx
from dxmetrics.documents.tables import Table, to_csv
from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.text import Words
from dxmetrics.ui import (
    data_tables,
    difficulties,
    guardrails,
    network,
    network_activity,
    papers,
    papers_letters,
    papers_matters,
    resources,
    returns,
    rows,
    scope,
    tables,
    tasks,
    trail,
)
from dxmetrics.ui.data import Data
from dxmetrics.ui.navigation import entry
from dxmetrics.ui.page import Page
from dxmetrics.ui.selection import valid

_PLACES = ("level", "search", "peer_group", "district")


@dataclass(frozen=True)
class Listing:
    """A table that can be asked for by name: the page it stands on, its filters beside the quarter, what makes it."""

    page: str
    filters: tuple[str, ...]
    make: Callable[[Page], Table]


class Direct(Data):
    """The figures without the pages' cache: a command asks once."""

    def _ask(self, question: str, period: str | None = None, **options: Hashable) -> object:
        place = (Period.parse(period),) if period else ()
        given = {name: value for name, value in options.items() if value}
        return getattr(metrics, question)(self._store, *place, **given)


def table(store: Store, say: Words, name: str, chosen: Mapping[str, str]) -> Table:
    """The table of that name (``LISTINGS``) as its page shows it with these filters; ``chosen`` has at least the period.

    DxmetricsError, with what there is, for a filter the table does not have or a value it can't take.
    """
    listing, data = LISTINGS[name], Direct(store)
    choices = scope.choices(store.catalog, data, say)
    selection = replace(choices.default(), period=chosen["period"])
    for option, value in chosen.items():
        if option != "period" and option not in listing.filters:
            raise DxmetricsError(
                say("cli.export.no_filter", table=name, option=option, known=", ".join(listing.filters))
            )
        if not choices.allow(option, value, selection):
            known = choices.options(option, selection)
            raise DxmetricsError(say("cli.export.no_value", option=option, value=value, known=", ".join(known)))
    selection = valid(replace(selection, **chosen), choices)
    page = Page(entry(listing.page), store, data, say, choices, selection, ("period", *listing.filters))
    return listing.make(page)


def written(content: Table, say: Words, form: str, separator: str = ",") -> bytes:
    """The table as xlsx, csv or parquet, as the buttons under it give it."""
    content = tables.leaving(content, say)
    if form == "xlsx":
        return to_xlsx(content, facts_sheet=say("export.facts_sheet"))
    return to_parquet(content) if form == "parquet" else to_csv(content, separator)


def _units(page: Page) -> Table:
    """The headline indicator of the target, unit by unit."""
    headline = page.catalog.targets[page.selection.target].headline
    return tables.progress(page, data_tables.figures(page, headline), "units")


def _guardrail(page: Page) -> Table:
    """One guardrail's figures, unit by unit. DxmetricsError, with what there is, where none is named."""
    known, target = guardrails.targets(page), page.selection.target
    if target not in known:
        said = {"option": "target", "value": target, "known": ", ".join(known)}
        raise DxmetricsError(page.words("cli.export.no_value", **said))
    return guardrails.unit_by_unit(page, target)


def _lagging(page: Page, key: str) -> Table:
    found = page.data.lagging_units(page.selection.period, **page.kept_with_freeze())
    part = {"lagging": rows.chased, "aside": rows.aside}[key]
    return tables.lagging(page, part(rows.keep(found, **page.wanted())), key)


def _matters(page: Page) -> Table:
    found = rows.keep(page.data.difficulties(page.selection.period), **page.wanted())
    return papers_matters.content(page, found)


def _audit(page: Page) -> Table:
    events = page.data.audit(page.selection.period)
    return trail.content(page, trail.matching(events, page.selection.search), "audit")


LISTINGS: Mapping[str, Listing] = {
    "units": Listing("data", data_tables.FIGURES, _units),
    "values": Listing("data", data_tables.TYPED, lambda page: tables.values(page, data_tables.typed(page), "values")),
    "lagging": Listing("lagging", (*_PLACES, "frozen"), lambda page: _lagging(page, "lagging")),
    "aside": Listing("lagging", (*_PLACES, "frozen"), lambda page: _lagging(page, "aside")),
    "reporting": Listing("reporting", _PLACES, returns.every),
    "late": Listing("reporting", _PLACES, returns.late),
    "guardrail_levels": Listing("resources", (), guardrails.by_level),
    "guardrail_units": Listing("resources", ("target", *_PLACES), _guardrail),
    "strengthened": Listing("resources", (), guardrails.strengthened),
    **{key: Listing("resources", (), partial(resources.sums, key=key)) for key in resources.SUMS},
    **{key: Listing("resources", _PLACES, partial(resources.unit_sums, key=key)) for key in resources.UNITS},
    "member_family": Listing("network", ("group",), partial(network.family, key="member_family")),
    "organisation_family": Listing("network", ("group",), partial(network.family, key="organisation_family")),
    "member_units": Listing("network", (*_PLACES, "group"), network.member_units),
    "platforms": Listing("network", ("group",), network.platform_table),
    "platform_units": Listing("network", (*_PLACES, "group"), network.platform_units),
    "team_sums": Listing("network", (), network_activity.team_sums),
    "team_units": Listing("network", ("search", "peer_group", "district"), network_activity.team_units),
    "activities": Listing("network", (), network_activity.by_quarter),
    "network_named": Listing("network", (), network_activity.named),
    "task_counts": Listing("tasks", ("level",), partial(tasks.counts, family="task")),
    "assignment_counts": Listing("tasks", ("level",), partial(tasks.counts, family="assignment")),
    "task_indicators": Listing("tasks", ("level",), partial(tasks.measures, family="task")),
    "assignment_indicators": Listing("tasks", ("level",), partial(tasks.measures, family="assignment")),
    "task_agencies": Listing("tasks", _PLACES, tasks.agencies),
    "difficulties": Listing("tasks", _PLACES, difficulties.listing),
    "deadlines": Listing(
        "report", (), lambda page: papers.deadlines(page, page.data.request_letter(page.selection.period))
    ),
    "extensions": Listing(
        "report", (), lambda page: papers.extension_table(page, page.data.extensions(page.selection.period))
    ),
    "letters": Listing(
        "report", (), lambda page: papers_letters.sent_table(page, page.data.letters_sent(page.selection.period))
    ),
    "matters": Listing("report", ("level", "search"), _matters),
    "audit": Listing("admin", ("search",), _audit),
}
"""The tables by the name the command asks for them with."""
