"""The letter that asks all units for a quarter's return, to which the templates are attached."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dxmetrics import metrics
from dxmetrics.catalog.model import LEVELS, OrgUnit
from dxmetrics.documents.word.context import Context
from dxmetrics.documents.word.layout import Heading, Sheet
from dxmetrics.documents.word.model import Paragraph
from dxmetrics.documents.word.say import clean, day, joined
from dxmetrics.errors import StoreError
from dxmetrics.metrics.trail import RequestLetter
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act


@act("letters")
def request_letter(store: Store, period: Period | str) -> bytes:
    """The draft as a .docx, with the deadlines and extensions that are recorded. StoreError ``no_basis`` where some
    land has none yet."""
    context = Context(store.catalog, Period.parse(str(period)))
    say, plan = context.say, context.catalog.plan
    reporters = context.catalog.reporters(context.period)
    recorded = metrics.request_letter(store, context.period)
    about = say("request.about", number=plan.number, quarter=say.quarter(context.period))
    sheet = Sheet(context, about)
    sheet.letterhead(Heading.of(context, "shared.number_letter", about))
    sheet.addressed(say("shared.to_many"), _addressees(context, reporters))
    later = extended(context, metrics.reporting(store, context.period))
    for paragraph in (ask(context, reporters), deadlines(context, reporters, recorded), *later):
        sheet.block(paragraph)
    sheet.block(Paragraph(say("request.how", issuer=context.issuer_name)))
    sheet.block(Paragraph(say("request.closing", contact=context.contact)))
    sheet.signature(say.lines("recipients.request", drafting=context.issuer.drafting), context.issuer.signer)
    return sheet.data()


def _addressees(context: Context, reporters: Iterable[OrgUnit]) -> list[str]:
    lower = "district" if any(unit.level == "district" for unit in reporters) else "commune"
    name = context.say(f"request.lower_level_{lower}")
    return list(context.say.lines("request.to", lower_level=name))


def ask(context: Context, reporters: Iterable[OrgUnit]) -> Paragraph:
    """On what basis the return is asked for, and over which days."""
    say, by_area = context.say, {unit.area: unit for unit in reporters}
    for area, unit in by_area.items():
        if not context.basis("request", [area]):
            raise StoreError("no_basis", unit=unit.name_vi, period=context.period)
    text = say(
        "request.ask",
        basis=say("request.basis", basis=joined(context.basis("request", by_area))),
        issuer=context.issuer_name,
        quarter=say.quarter(context.period),
        start=day(context.period.start),
        end=day(context.period.cutoff),
    )
    return Paragraph(text)


def deadlines(context: Context, reporters: Iterable[OrgUnit], recorded: RequestLetter | None) -> Paragraph:
    """Until when each level sends: the deadline that was set, else the calendar's."""
    say, parts = context.say, []
    for level in LEVELS:
        units = [unit for unit in reporters if unit.level == level]
        if units:
            stated = recorded.deadlines.get(level) if recorded else None
            due = stated or context.catalog.due_at(units[0], context.period)
            parts.append(say("request.deadlines_part", level=say(f"level.{level}"), day=day(due)))
    return Paragraph(say("request.deadlines", parts=joined(parts)))


def extended(context: Context, returns: pd.DataFrame) -> list[Paragraph]:
    """Which units have until when, the earliest day first; nothing where nobody was given longer."""
    given = returns[returns["extended_to"].notna() & (returns["due_at"] == returns["extended_to"])]
    say, by_day = context.say, given.groupby(given["due_at"].dt.date)
    parts = [
        say("request.extended_part", units=", ".join(map(clean, rows["name_vi"])), day=day(due)) for due, rows in by_day
    ]
    return [Paragraph(say("request.extended", parts=joined(parts)))] if parts else []
