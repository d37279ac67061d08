"""When each return reaches the standing body, and which never does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.chance import dice, rounded, share_ranks
from sample_data.world import World

_OPENS = time(7, 45)
_MINUTES_A_DAY = 9 * 60
_CORRECTION_DAYS = (2, 5)


def missing_units(world: World, period: Period) -> set[str]:
    """Units that send nothing this quarter: those whose story it is, then others up to the usual share.

    Chance takes only senders of the forms that may be silent: totals of few units would seem to grow by mere silence.
    """
    reporters = world.catalog.reporters(period)
    told = {unit.id for unit in reporters if world.story(unit, period, "missing")}
    kept = {fault.unit for fault in world.settings.faults} | set(world.settings.habits.values())
    kept |= {story.unit for story in world.settings.stories} | {role.unit_id for role in world.catalog.roles}
    others = [unit.id for unit in reporters if unit.form in world.settings.may_be_silent and unit.id not in kept]
    wanted = rounded(world.settings.returns["missing"] * len(reporters)) - len(told)
    return told | _first(others, f"{world.settings.seed}|missing|{period}", wanted)


def late_units(world: World, period: Period) -> dict[str, int]:
    """Units whose return comes late, with the days after it was due.

    Those whose story it is, then others up to the usual share. Units whose first file was spoilt are not here, but the
    late corrections among them count towards the share.
    """
    reporters = world.catalog.reporters(period)
    told = {unit.id: world.story(unit, period, "late") for unit in reporters}
    days = {unit: rounded(story.amount) for unit, story in told.items() if story}
    kept = missing_units(world, period) | set(days) | {fault.unit for fault in world.settings.faults}
    others = [unit.id for unit in reporters if unit.id not in kept]
    most = int(world.settings.returns["most_days_late"])
    wanted = rounded(world.settings.returns["late"] * len(reporters)) - len(days) - _late_corrections(world, period)
    for unit in _first(others, f"{world.settings.seed}|late|{period}", wanted):
        days[unit] = world.number(1, most, "days late", unit, period)
    return days


def _late_corrections(world: World, period: Period) -> int:
    count = 0
    for fault in world.settings.faults:
        if fault.period == period and fault.corrected:
            unit = world.catalog.units[fault.unit]
            right = corrected_at(world, unit, period, received_at(world, unit, period, 0))
            count += right > world.catalog.due_at(unit, period)
    return count


def _first(names: list[str], topic: str, count: int) -> set[str]:
    ranks = share_ranks(names, topic)
    return set(sorted(names, key=ranks.__getitem__)[: max(0, count)])


def received_at(world: World, unit: OrgUnit, period: Period, days_late: int) -> datetime:
    """When the unit's file comes: between cut-off and due date in office hours, or that many days late."""
    due = world.catalog.due_at(unit, period)
    chosen = dice(world.settings.seed, "received", unit.id, period)
    if days_late:
        return _at(due, _working_day(due.date() + timedelta(days=days_late)), chosen.randrange(_MINUTES_A_DAY))
    open_days = max(1, (due.date() - period.cutoff).days)
    day = due.date() - timedelta(days=chosen.randrange(open_days))
    return _at(due, min(due.date(), _working_day(day)), chosen.randrange(_MINUTES_A_DAY))


def corrected_at(world: World, unit: OrgUnit, period: Period, faulty: datetime) -> datetime:
    """When the right file follows a spoilt one."""
    chosen = dice(world.settings.seed, "corrected", unit.id, period)
    day = _working_day(faulty.date() + timedelta(days=chosen.randint(*_CORRECTION_DAYS)))
    return _at(faulty, day, chosen.randrange(_MINUTES_A_DAY))


def _working_day(day: date) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def _at(like: datetime, day: date, minute: int) -> datetime:
    return datetime.combine(day, _OPENS, like.tzinfo) + timedelta(minutes=minute)
