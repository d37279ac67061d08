"""Letters (công văn) to units that are late or lag: one each with only its own gaps, or one a level with a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dxmetrics.catalog.model import LEVELS, OrgUnit
from dxmetrics.catalog.names import plain as latin
from dxmetrics.documents.letter_kinds import KINDS
from dxmetrics.documents.word.figures import STEPS, Figures, gather
from dxmetrics.documents.word.gaps import Gap, gaps_of
from dxmetrics.documents.word.layout import Heading, Sheet
from dxmetrics.documents.word.model import Annex, Column, Number, Paragraph, Progress, Row, Table
from dxmetrics.documents.word.say import clean, day, joined, lower_first, upper_first
from dxmetrics.errors import StoreError
from dxmetrics.metrics.snapshot import now
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act


@dataclass(frozen=True)
class Addressee:
    """A unit a letter can go to, worst first. ``refused``: its land has no legal basis in this quarter (documents.toml)."""

    unit: OrgUnit
    gaps: tuple[Gap, ...]
    refused: bool


def addressees(figures: Figures, kind: str = "reminder") -> list[Addressee]:
    """Every unit with gaps of this kind, but for the body that issues the letters: nobody writes to oneself."""
    found = []
    for unit in figures.lagging_units["org_unit"]:
        if unit == figures.body.id:
            continue
        gaps = tuple(gaps_of(figures, unit, KINDS[kind]))
        if gaps:
            held = figures.catalog.units[unit]
            found.append(Addressee(held, gaps, not figures.basis("reminder", [held.area])))
    return found


@act("letters")
def letters(
    store: Store,
    period: Period | str,
    units: Iterable[str] | None = None,
    *,
    kind: str = "reminder",
    frozen: bool | None = None,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """File name → .docx. ``units`` (their ids) None: every unit with gaps of this kind whose land has a legal basis.

    StoreError ``no_basis`` where a unit that was asked for has none yet, ``no_gaps`` where nothing stands against it.
    """
    told = progress or (lambda done, total: None)
    figures = gather(store, period, frozen=frozen, progress=lambda done, total: told(done, total + 1))
    found = _chosen(figures, kind, None if units is None else list(units))
    files: dict[str, bytes] = {}
    batches = _by_level(found) if kind == "group" else [[item] for item in found]
    for done, batch in enumerate(batches):
        told(STEPS + done, STEPS + len(batches))
        name = _file_name(figures, [item.unit for item in batch])
        make = _to_many if kind == "group" else _to_one
        files[name] = make(figures, batch)
    told(STEPS + len(batches), STEPS + len(batches))
    return files


def _chosen(figures: Figures, kind: str, units: Sequence[str] | None) -> list[Addressee]:
    every = addressees(figures, kind)
    if units is None:
        return [item for item in every if not item.refused]
    by_unit = {item.unit.id: item for item in every}
    wanted = [unit for unit in dict.fromkeys(units) if unit != figures.body.id]
    for unit in wanted:
        name = figures.catalog.units[unit].name_vi if unit in figures.catalog.units else unit
        if unit not in by_unit:
            raise StoreError("no_gaps", unit=name, period=figures.period)
        if by_unit[unit].refused:
            raise StoreError("no_basis", unit=name, period=figures.period)
    return [by_unit[unit] for unit in wanted]


def _by_level(found: list[Addressee]) -> list[list[Addressee]]:
    batches = [[item for item in found if item.unit.level == level] for level in LEVELS]
    return [batch for batch in batches if batch]


def _file_name(figures: Figures, units: list[OrgUnit]) -> str:
    """Plain letters only, so that any machine unpacks it; the unit's id keeps two of one name apart."""
    if len(units) > 1:
        return f"{figures.period}-{units[0].level}.docx"
    named = "-".join(latin(f"{units[0].code} {clean(units[0].name_vi)}").split())
    return f"{figures.period}-{named[:60]}.docx"


def _to_one(figures: Figures, batch: list[Addressee]) -> bytes:
    say, unit = figures.say, batch[0].unit
    name = say.addressee(unit)
    sheet = _begun(figures)
    sheet.addressed(say("shared.to", name=clean(name)))
    sheet.block(asked(figures, [unit.area]))
    sheet.block(Paragraph(say("reminder.found", day=day(figures.moment), unit=clean(name))))
    for gap in batch[0].gaps:
        sheet.block(item(figures, gap))
    sheet.block(_request(figures, "reminder.request", unit=clean(name)))
    _sign(figures, sheet, unit)
    return sheet.data()


def _to_many(figures: Figures, batch: list[Addressee]) -> bytes:
    say = figures.say
    sheet = _begun(figures)
    sheet.addressed(say("shared.to_many"), _lines([clean(say.addressee(item.unit)) for item in batch]))
    sheet.block(asked(figures, [item.unit.area for item in batch]))
    sheet.block(Paragraph(say("reminder.found_many", day=day(figures.moment), count=len(batch))))
    sheet.block(_request(figures, "reminder.request_many"))
    _sign(figures, sheet, None)
    title = say("reminder.list_title", quarter=say.quarter(figures.period).upper())
    belongs = say("shared.continued", document=say("reminder.list_document"), issuer=figures.issuer_name)
    sheet.annex(Annex("", title, (_list(figures, batch),)), belongs)
    return sheet.data()


def asked(figures: Figures, areas: Iterable[str]) -> Paragraph:
    """On what basis, and by which letter, a return was asked for."""
    say = figures.say
    words = ""
    if figures.request:
        number, when = clean(figures.request.number), day(figures.request.issued_on)
        words = say("reminder.asked_letter", number=number, day=when)
    basis = say("reminder.basis", basis=joined(figures.basis("reminder", areas)))
    quarter = say.quarter(figures.period)
    return Paragraph(say("reminder.asked", basis=basis, issuer=figures.issuer_name, quarter=quarter, letter=words))


def item(figures: Figures, gap: Gap) -> Paragraph:
    """One gap and what is asked of the unit."""
    return Paragraph(figures.say("reminder.item", gap=upper_first(gap.text), action=gap.action), gap.figures, "item")


def answer_by(figures: Figures) -> date:
    """So many days from today, or the next working day (documents.toml)."""
    days = figures.catalog.wording.numbers["reminder.answer_days"]
    return figures.catalog.working_day_from(now().date() + timedelta(days=days))


def _request(figures: Figures, key: str, **named: str) -> Paragraph:
    words = {"issuer": figures.issuer_name, "superior": figures.catalog.wording.office.superior}
    deadline: dict[str, Number | str] = {"deadline": day(answer_by(figures)), "contact": figures.contact}
    return Paragraph(figures.say(key, **words, **deadline, **named))


def _begun(figures: Figures) -> Sheet:
    say, plan = figures.say, figures.catalog.plan
    about = say("reminder.about", number=plan.number, quarter=say.quarter(figures.period))
    sheet = Sheet(figures, about)
    sheet.letterhead(Heading.of(figures, "shared.number_letter", about))
    return sheet


def _sign(figures: Figures, sheet: Sheet, unit: OrgUnit | None) -> None:
    lines = list(figures.say.lines("recipients.reminder", drafting=figures.issuer.drafting))
    if unit and (reach := _reach(figures, unit)):
        lines[0] = figures.say("reminder.reached", first=lines[0].rstrip(";"), contact=reach)
    if unit and not unit.form and unit.parent_id in figures.catalog.units:
        parent = figures.catalog.units[unit.parent_id].name_vi
        lines.insert(1, figures.say("reminder.through", name_lower=lower_first(parent)))
    sheet.signature(lines, figures.issuer.signer)


def _reach(figures: Figures, unit: OrgUnit) -> str:
    """The unit's own public phone and mailbox, where contacts.csv names them."""
    known = figures.catalog.contacts.get(unit.id)
    parts = {"mailbox": clean(known.mailbox), "phone": clean(known.phone)} if known else {}
    return joined(figures.say(f"reminder.reached_{key}", **{key: text}) for key, text in parts.items() if text)


def _list(figures: Figures, batch: list[Addressee]) -> Table:
    say = figures.say
    columns = (
        Column(say("shared.ordinal"), 1.2, "center"),
        Column(say("annex.col_unit"), 4.6),
        Column(say("annex.col_reasons"), 5.4),
        Column(say("annex.col_action"), 5.0),
    )
    rows = []
    for place, found in enumerate(batch, 1):
        texts, actions = (
            dict.fromkeys(each) for each in zip(*((gap.text, gap.action) for gap in found.gaps), strict=True)
        )
        cells = (str(place), clean(found.unit.name_vi), upper_first(joined(texts)), upper_first(joined(actions)))
        rows.append(Row(cells))
    return Table(columns, tuple(rows))


def _lines(names: list[str]) -> list[str]:
    """One addressee a line, each ending with a semicolon and the last with a full stop (Decree 30)."""
    return [f"{name}{'.' if place == len(names) else ';'}" for place, name in enumerate(names, 1)]
