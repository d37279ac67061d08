"""The Plan as frozen objects. No target, unit, deadline or column is written in code: all come from ``dxmetrics/plan``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dxmetrics.catalog.milestones import Milestone
from dxmetrics.periods import Period

Level = Literal["province", "department", "district", "commune", "network"]
ValueType = Literal["int", "decimal", "bool", "text", "date", "ref", "enum"]
Kind = Literal["stock", "flow", "year", "once"]
Schedule = Literal["every", "half", "year", "first"]
Part = Literal["unit", "commune"]
LEVELS: tuple[Level, ...] = ("province", "department", "district", "commune", "network")


@dataclass(frozen=True)
class OrgUnit:
    """A body that reports or is reported on, for one stretch of validity.

    ``id`` is the identity (``11953@2025-07-01``); ``code`` is only the office's code and is re-used.
    ``form`` is empty for a unit that never sends a return of its own (communes before 1/7/2025 ride in their district's).
    """

    id: str
    code: str
    abbr: str
    name_vi: str
    name_en: str
    kind: str
    level: Level
    parent_id: str
    peer_group: str
    form: str
    in_mt2: bool
    it_dedicated: bool
    area: str
    valid_from: date
    valid_to: date | None
    lat: float | None
    lon: float | None

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Succession:
    """An old unit passes wholly or in part to a new one. ``is_default``: where a part goes when no shares are known."""

    old_id: str
    new_id: str
    relation: Literal["whole", "part"]
    is_default: bool


@dataclass(frozen=True)
class Alias:
    """Another spelling of a unit's name. ``unit_code`` is a code or abbreviation, resolved among the units in force."""

    alias: str
    unit_code: str


@dataclass(frozen=True)
class Role:
    """Who holds a role of the Plan (DIC, CAT, SNV, STC, SKHDT) in which time."""

    role: str
    unit_id: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class EnumValue:
    """One word of a closed list. ``words`` are other spellings that mean the same."""

    enum: str
    code: str
    name_vi: str
    name_en: str
    words: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class DataElement:
    """One thing a unit types (plan-model.md §3).

    parent        the numbered element it is a cell of (``D71`` for ``D71.1``), itself when it has one cell
    kind          stock (state at the cut-off), flow (inside the window), year (cumulative since 15/12), once
    group         member group ML1-5 or platform group NT1-9 it is about, or empty
    document      code of the element typed into this row's document column, or empty
    document_required  a yes or a positive count without that document is a warning
    in_document_column  True for the element that is some other row's document cell (it has no row of its own)
    """

    code: str
    parent: str
    name_vi: str
    name_en: str
    value_type: ValueType
    unit_vi: str
    unit_en: str
    kind: Kind
    section: str
    group: str
    enum: str
    document: str
    document_required: bool
    personal: bool
    na_allowed: bool
    in_document_column: bool = False

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi

    def unit(self, language: str) -> str:
        return self.unit_en if language == "en" else self.unit_vi


@dataclass(frozen=True)
class Form:
    """A kind of return: department, district … press. ``sender`` is its letter in the Plan's tables (S, H, X, BC, DN)."""

    code: str
    name_vi: str
    name_en: str
    version: str
    has_commune_rows: bool
    sender: str


@dataclass(frozen=True)
class FormRow:
    """One data element in one form: who of the form's senders sees it, and in which quarters.

    part      ``unit``: a row of Biểu 1; ``commune``: a column of Biểu 2
    role      only the holder of that role is asked; empty: every sender of the form
    schedule  every quarter, half (Q2 and Q4), year (Q4), first (only until the unit has stated it once)
    """

    form: str
    part: Part
    data_element: str
    section: str
    role: str
    schedule: Schedule
    first_period: Period | None
    last_period: Period | None
    required: bool


@dataclass(frozen=True)
class SumRule:
    """A rule inside one return: Σ left ≤ (or =) Σ right, over the cells of the same row owner."""

    code: str
    left: tuple[str, ...]
    operator: Literal["<=", "="]
    right: tuple[str, ...]
    severity: Literal["error", "warning"]


@dataclass(frozen=True)
class Task:
    """A task (III) or assignment (IV) of the Plan. ``owners`` are form codes (S, H, X, BC, DN) and roles (DIC, SNV …)."""

    code: str
    section: str
    family: Literal["task", "assignment"]
    name_vi: str
    name_en: str
    owners: tuple[str, ...]
    co_owners: tuple[str, ...]
    measures: tuple[str, ...]
    indicator_vi: str
    indicator_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Group:
    """A member group of the Network (ML1-5) or a platform group (NT1-9)."""

    code: str
    family: Literal["member", "platform"]
    name_vi: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Section:
    """A section of the Plan, as cited (``III.3.b``)."""

    code: str
    name_vi: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Term:
    """``element operator operand`` of a condition. ``operand`` is a number, or an element (of ``is``: an enum's code) in
    ``other``; ``given`` asks for any value.

    ``stated`` reads the operand element as last stated in any accepted return (a merged body: its predecessors' sum).
    """

    element: str
    operator: Literal[">", ">=", "=", "is", "given"]
    number: float | None = None
    other: str = ""
    stated: bool = False


@dataclass(frozen=True)
class Condition:
    """One way for a unit of these levels to be met: all terms hold. ``ever``: in any accepted return so far."""

    levels: tuple[Level, ...]
    terms: tuple[Term, ...]
    ever: bool


@dataclass(frozen=True)
class RatioPart:
    """Which cells feed a ratio or sum at some levels, for one group (or none)."""

    levels: tuple[Level, ...]
    group: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]


@dataclass(frozen=True)
class Indicator:
    """Numerator and denominator over data elements, how they aggregate, and what the Plan asks of them (metrics.md §2-§3).

    aggregation   share_of_units | ratio | sum | latest
    judgement     plan (line to the deadline) | annual (a line a year) | tracking (value and trend only) | guardrail (a limit)
    population    which units count: in_mt2 | it_dedicated | reporting (every unit whose form asks for its cells)
    part_of_whole a ratio whose numerator is part of its denominator, so that bounds exist
    each_level    the Plan asks the target of each level: the status at ``all`` is the worst of its levels'
    action        what a unit short of it has to do, in the imperative (metrics.md §5)
    """

    code: str
    target: str
    section: str
    name_vi: str
    name_en: str
    formula_vi: str
    formula_en: str
    action_vi: str
    action_en: str
    headline: bool
    aggregation: Literal["share_of_units", "ratio", "sum", "latest"]
    judgement: Literal["plan", "annual", "tracking", "guardrail"]
    population: Literal["in_mt2", "it_dedicated", "reporting"]
    levels: tuple[Level, ...]
    direction: Literal["up", "down"]
    part_of_whole: bool
    each_level: bool
    unit: Literal["percent", "count"]
    target_value: float | None
    deadline: date | None
    baseline: float | None
    baseline_date: date | None
    first_period: Period | None
    last_period: Period | None
    conditions: tuple[Condition, ...]
    parts: tuple[RatioPart, ...]
    milestones: tuple[Milestone, ...] = ()

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi

    def action(self, language: str) -> str:
        return self.action_en if language == "en" else self.action_vi


@dataclass(frozen=True)
class Target:
    """A target of the Plan (MT1-MT6) or a guardrail (RB1, RB2), with its indicators: the headline first."""

    code: str
    section: str
    name_vi: str
    name_en: str
    owner_role: str
    indicators: tuple[Indicator, ...]

    @property
    def headline(self) -> Indicator:
        return self.indicators[0]

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Thresholds:
    """The numbers that decide a status (metrics.md §3); stored with every frozen quarter."""

    on_track: float
    needs_acceleration: float
    reported_share: float
    regress_points: float
    regress_count: float
    stagnant_points: float
    stagnant_periods: int
    near_deadline_quarters: int


@dataclass(frozen=True)
class Structure:
    """A stretch of time with one set of units: ``number`` grows with time; a series that crosses two has a break."""

    number: int
    valid_from: date
    note_vi: str
    note_en: str

    def note(self, language: str) -> str:
        return self.note_en if language == "en" else self.note_vi


@dataclass(frozen=True)
class Expected:
    """A return that is due: one per reporting unit and period."""

    period: Period
    org_unit: str
    form: str
    due_at: datetime


@dataclass(frozen=True)
class Asked:
    """A cell that some return is asked for: ``org_unit`` the value is about, ``reporter`` the unit that sends it."""

    period: Period
    reporter: str
    org_unit: str
    data_element: str
    part: Part
    required: bool


@dataclass(frozen=True)
class DueRule:
    """Returns of a level are due on that day of the quarter's last month, or the next working day."""

    level: Level
    day: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PlanInfo:
    """What the Plan is, and the quarters it is followed in."""

    number: str
    date: date
    name_vi: str
    name_en: str
    issuer_vi: str
    issuer_en: str
    province: str
    first_period: Period
    last_period: Period

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Holiday:
    """A public holiday, which moves a due date."""

    date: date
    name_vi: str
