"""What the store says about a group of returns: every question asked once for all of them, then kept up to date.

A group's files are checked one after the other as if each were alone: what one of them brings in (a revision, values, the
exception it uses up) is known to those behind it. Nothing of this is in the store before the group is written, so it is
made, used and thrown away while the store's lock is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxmetrics.periods import Period
from dxmetrics.store.freezing import Freeze, freezes, open_exceptions
from dxmetrics.store.outcome import Stored
from dxmetrics.store.returns import (
    Key,
    Revision,
    TypedValue,
    as_stored,
    in_force,
    reporters,
    return_id,
    revisions,
    standing,
    values_at,
    values_of,
)
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store
from dxmetrics.store.writing import number_and_text
from dxmetrics.workbook.draft import RawValue, ReturnDraft


class Known:
    """The store's answers for some drafts. ``kind``, ``last_revision`` and ``last_event`` move on with the group."""

    def __init__(self, store: Store, drafts: Iterable[ReturnDraft]) -> None:
        named = [draft for draft in drafts if draft.org_unit and draft.period and draft.form]
        self._catalog = store.catalog
        self.kind = store.kind
        self.last_revision, self.last_event = store.rows(query("last_ids"))[0]
        before = _places_before(named)
        earlier = reporters(store.catalog, before)
        found = revisions(store, earlier | {(draft.org_unit.id, draft.period.code) for draft in named})
        self._revisions = {name: found.get(name, []) for name in map(name_of, named)}
        self._values = values_of(store, _compared(found.values()))
        self._drafts: dict[int, ReturnDraft] = {}
        self._before = values_at(before, found, self._values)
        self._freezes = {item.period: item for item in freezes(store)}
        self._exceptions = open_exceptions(store) if self._freezes else {}

    def revisions(self, name: str) -> list[Revision]:
        """A return's revisions, oldest first."""
        return self._revisions[name]

    def current(self, name: str) -> dict[Key, TypedValue]:
        """The values of the return's revision in force."""
        revision = in_force(self._revisions[name])
        return self._values_of(revision.revision_id) if revision else {}

    def before(self, period: Period) -> dict[Key, Stored]:
        """Values in force in the quarter before ``period``."""
        return self._before.get(period.shift(-1).code, {})

    def last_freeze(self, period: Period) -> Freeze | None:
        """The period's last freeze, ended or not."""
        return self._freezes.get(period.code)

    def exception(self, period: Period, unit: str) -> int | None:
        """The exception that lets the unit's return into the frozen period."""
        found = self._exceptions.get((period.code, unit))
        return found[0] if found else None

    def add(self, draft: ReturnDraft, sha256: str, state: str) -> int:
        """A new revision of this state; its number in the store, the next one."""
        self.last_revision += 1
        if draft.org_unit and draft.period and draft.form:
            found = self._revisions[name_of(draft)]
            number = found[-1].revision + 1 if found else 1
            replaced = self.current(name_of(draft)) if state == "accepted" else {}
            found.append(Revision(self.last_revision, number, sha256, state))
            self._drafts[self.last_revision] = draft
            if state == "accepted":
                self._accepted(draft, replaced)
        return self.last_revision

    def accept(self, draft: ReturnDraft, pending: Revision) -> None:
        """A revision that waited is accepted now."""
        replaced = self.current(name_of(draft))
        found = self._revisions[name_of(draft)]
        found[found.index(pending)] = Revision(pending.revision_id, pending.revision, pending.sha256, "accepted")
        self._accepted(draft, replaced)

    def use(self, exception: int | None) -> None:
        """An exception is used up."""
        for found in self._exceptions.values():
            if exception in found:
                found.remove(exception)

    def _accepted(self, draft: ReturnDraft, replaced: dict[Key, TypedValue]) -> None:
        self.kind = self.kind or ("sample" if draft.sample else "real")
        later = self._before.get(draft.period.code)
        if later is not None:
            for key in replaced:
                later.pop(key, None)
            later |= {key: typed.value for key, typed in self.current(name_of(draft)).items()}

    def _values_of(self, revision_id: int) -> dict[Key, TypedValue]:
        if revision_id not in self._values:
            draft = self._drafts[revision_id]
            self._values[revision_id] = {
                (value.org_unit, value.data_element): self._typed(value)
                for value in draft.values
                if value.state != "missing"
            }
        return self._values[revision_id]

    def _typed(self, value: RawValue) -> TypedValue:
        """As the store would give it back."""
        not_applicable = value.state == "not_applicable"
        columns = (None, None) if not_applicable else number_and_text(value.value)
        return TypedValue(
            as_stored(self._catalog, value.data_element, *columns, not_applicable), value.sheet, value.cell
        )


def name_of(draft: ReturnDraft) -> str:
    """The return a draft is a revision of; it must say whose it is."""
    return return_id(draft.org_unit, draft.form.code, draft.period)


def _compared(found: Iterable[Sequence[Revision]]) -> set[int]:
    """Revisions whose values a group may be compared with: what is in force, and what accepting would put in force."""
    known = [revision for of_one in found for revision in (in_force(of_one), standing(of_one)) if revision]
    return {revision.revision_id for revision in known}


def _places_before(drafts: Iterable[ReturnDraft]) -> set[tuple[str, str]]:
    return {
        (unit, draft.period.shift(-1).code) for draft in drafts for unit in {value.org_unit for value in draft.values}
    }
