"""What a page is given: the store's figures, the words, the choices, and the few things every page draws alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import streamlit as st

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.store import Store, freezing
from dxmetrics.store.sqlfiles import method_version
from dxmetrics.text import LANGUAGES, Words
from dxmetrics.text.numbers import moment
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import filters
from dxmetrics.ui.data import Data
from dxmetrics.ui.navigation import Entry
from dxmetrics.ui.scope import units_in
from dxmetrics.ui.selection import AS_IS, NAMES, OLD_AREA, Choices, Selection


@dataclass
class Page:
    """One run of one page for one reader."""

    entry: Entry
    store: Store
    data: Data
    words: Words
    choices: Choices
    selection: Selection
    filters: tuple[str, ...] = ()
    """The filters this page draws: only those are in force on it."""

    @property
    def catalog(self) -> Catalog:
        return self.store.catalog

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def has_data(self) -> bool:
        return bool(self.choices.period)

    def head(self, *names: str, groups: Sequence[str] = ()) -> Selection:
        """Title, the question the page answers, the sample notice, and the filters of these names.

        ``groups``: what the filter of groups may be here, which not every table knows.
        """
        st.title(self.words(self.entry.title_key))
        st.caption(self.words(f"page.{self.entry.key}.question"))
        if self.store.is_sample:
            st.markdown(f":orange-badge[{self.words('notice.sample_badge')}] {self.words('notice.sample')}")
        if names and self.has_data:
            self.filters = names
            choices = replace(self.choices, group=groups) if groups else self.choices
            self.selection = filters.bar(names, choices, self.words, self.option_name)
        return self.selection

    def mirror(self) -> None:
        """Write what is in view into the address; a part that reruns by itself does so at its end."""
        filters.mirror(self.filters, self.choices, self.language, LANGUAGES[0])

    def asked(self, name: str) -> str:
        """What filter ``name`` is about to say, for a page whose other filters depend on it."""
        return filters.asked(name, self.selection)

    def chosen(self, name: str) -> str:
        """What filter ``name`` says, empty where this page doesn't draw it."""
        return getattr(self.selection, name) if name in self.filters else ""

    @property
    def in_force(self) -> tuple[tuple[str, str], ...]:
        """The filters this page draws that say something, with what they say."""
        return tuple((name, value) for name in self.filters if (value := getattr(self.selection, name)))

    def wanted(self, *names: str) -> dict[str, object]:
        """The filters in force as ``rows.keep`` takes them, of these names or of all."""
        kept = {name: self.chosen(name) for name in ("level", "status", "search") if not names or name in names}
        return {**kept, "among": self._among}

    def view(self) -> dict[str, object]:
        """How progress and trends are asked for: frozen, on which units, over which land, with stocks carried."""
        if self.chosen("frozen"):
            return {"frozen": True}
        as_is = {"structure": AS_IS, "on": self.units_of} if self.chosen("structure") == AS_IS else {}
        area = {"area": OLD_AREA} if self.chosen("area") == OLD_AREA else {}
        return {**as_is, **area, **({"carry_forward": True} if self.chosen("carry_forward") else {})}

    @property
    def units_of(self) -> str:
        """The quarter on whose units ``as_is`` shows earlier ones: the one in view, on a table of one quarter the newest."""
        return self.choices.period[-1] if self.entry.of_one_quarter else self.selection.period

    def view_of_quarter(self) -> dict[str, object]:
        """The same for one quarter's figures: its own units are those it is shown on, so no structure to choose."""
        return {name: value for name, value in self.view().items() if name not in ("structure", "on")}

    def kept_with_freeze(self) -> dict[str, object]:
        """How lagging units and reporting are asked for: as they were frozen, or as they are."""
        return {"frozen": True} if self.chosen("frozen") else {}

    @cached_property
    def _among(self) -> frozenset[str] | None:
        places = {name: self.chosen(name) for name in ("peer_group", "district", "unit")}
        return units_in(self.catalog, self.selection.period, **places)

    def option_name(self, name: str, value: str) -> str:
        """A filter's option in words."""
        if name == "period" or (name == "since" and value in self.choices.period):
            return quarter(value, self.language)
        if name == "target":
            return f"{value} · {self.catalog.targets[value].name(self.language)}"
        if name == "group":
            return f"{value} · {self.catalog.groups[value].name(self.language)}"
        if name in ("unit", "district"):
            return self.unit_name(value)
        if name in ("level", "status", "peer_group"):
            return self.words(f"{name}.{value}")
        if name == "structure":
            return self.words(f"filter.option.structure.{value}", period=quarter(self.units_of, self.language))
        return self.words(f"filter.option.{name}.{value}")

    def unit_name(self, unit_id: str) -> str:
        """A unit's name in the reader's language, a commune's with its district's: names repeat between districts."""
        unit = self.catalog.units.get(unit_id)
        if unit is None:
            return unit_id
        parent = self.catalog.units.get(unit.parent_id)
        if parent is None or parent.level != "district":
            return unit.name(self.language)
        return self.words("unit.within", name=unit.name(self.language), parent=parent.name(self.language))

    def source(self) -> str:
        """The source note under a chart: which returns, as of when."""
        return self.words("chart.source", period=quarter(self.selection.period, self.language))

    def facts(self, *method: str, by: Sequence[str] | None = None) -> tuple[tuple[str, str], ...]:
        """What the second sheet of an export says: filters, time, data, method.

        ``by``: the filters that decided on the rows, where those are not all that the page draws.
        """
        chosen = [
            (self.words(f"filter.{name}"), value if name == "search" else self.option_name(name, value))
            for name in (self.filters or NAMES if by is None else by)
            if (value := getattr(self.selection, name))
        ]
        data = self.words("notice.sample") if self.store.is_sample else self.words("export.real_data")
        return (
            (self.words("export.page"), self.words(self.entry.title_key)),
            *chosen,
            *self._structure(),
            (self.words("export.as_of"), moment(self._known_at())),
            (self.words("export.data"), data),
            (self.words("export.source"), self.words("export.source_text", version=method_version())),
            (self.words("export.version"), str(self.data.version)),
            *((self.words("export.method"), text) for text in method),
        )

    def _structure(self) -> tuple[tuple[str, str], ...]:
        """Whose units the rows are, where a quarter is chosen."""
        if not self.selection.period:
            return ()
        shown = self.units_of if self.chosen("structure") else self.selection.period
        structure = self.catalog.structure_of(Period.parse(shown))
        return ((self.words("export.structure"), structure.note(self.language)),)

    def _known_at(self) -> datetime:
        """As known when: at the quarter's freeze where its figures are asked for, else at the snapshot's moment."""
        frozen = freezing.last_freeze(self.store, self.selection.period) if self.chosen("frozen") else None
        return frozen.frozen_at if frozen else self.data.moment
