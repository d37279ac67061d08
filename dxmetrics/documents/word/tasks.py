"""Part II.2 of the report: the tasks (III) by section and the assignments (IV), from ``tasks``."""

from __future__ import annotations

import re

import pandas as pd

from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Block, Column, Number, Paragraph, Part, Row, Table

_TOP = re.compile(r"[IVX]+\.\d+")
_COUNTED = ("units", "done", "ongoing", "in_progress", "not_started", "unknown", "not_reported", "not_applicable")


def tasks(figures: Figures) -> Part:
    """Heading II.2: a paragraph per section of III, one for IV, the overdue, the table."""
    say, rows = figures.say, figures.tasks
    own = rows[rows["family"] == "task"]
    sections = list(dict.fromkeys(_top(section) for section in own["section"]))
    blocks: list[Block] = [
        section(figures, name, own[[_top(item) == name for item in own["section"]]], say.letter(place))
        for place, name in enumerate(sections)
    ]
    assigned = rows[rows["family"] == "assignment"]
    if len(assigned):
        blocks.append(assignments(figures, assigned))
    if overdue := int(rows["overdue"].sum()):
        blocks.append(Paragraph(say("task.overdue", count=overdue), {"tasks.overdue": overdue}))
    return Part(say("report.head_tasks"), 2, (*blocks, table(figures)))


def section(figures: Figures, name: str, rows: pd.DataFrame, letter: str) -> Paragraph:
    """How the units asked for the tasks of one section stand, all tasks together."""
    text, numbers = _standing(figures, "task.section", rows, letter=letter, section=name)
    return Paragraph(text, {f"{name}.{key}": value for key, value in numbers.items()})


def assignments(figures: Figures, rows: pd.DataFrame) -> Paragraph:
    """The same of the assignments of part IV."""
    text, numbers = _standing(figures, "task.assignments", rows)
    return Paragraph(text, {f"assignments.{key}": value for key, value in numbers.items()})


def _standing(figures: Figures, key: str, rows: pd.DataFrame, **named: str) -> tuple[str, dict[str, Number]]:
    say, sums = figures.say, {name: int(rows[name].sum()) for name in _COUNTED}
    numbers = {
        "count": len(rows),
        "units": sums["units"],
        "done": sums["done"] + sums["ongoing"],
        "in_progress": sums["in_progress"],
        "not_started": sums["not_started"],
    }
    rest, more = "", {"unknown": sums["unknown"] + sums["not_reported"], "not_applicable": sums["not_applicable"]}
    for name, count in more.items():
        if count:
            rest += say(f"task.rest_{name}", count=count)
            numbers[name] = count
    told = {name: numbers[name] for name in ("count", "units", "done", "in_progress", "not_started")}
    return say(key, **named, **told, rest=rest), numbers


def table(figures: Figures) -> Table:
    """A row per task and assignment: units by what they say."""
    say = figures.say
    heads = (
        ("section", 1.9),
        ("name", 6.0),
        ("units", 1.5),
        ("done", 2.1),
        ("in_progress", 1.8),
        ("not_started", 1.8),
        ("unknown", 1.9),
    )
    columns = tuple(
        Column(say(f"task.col_{name}"), width, "left" if name == "name" else "center") for name, width in heads
    )
    return Table(columns, tuple(_row(row) for row in figures.tasks.to_dict("records")), say("task.table"))


def _row(row: dict) -> Row:
    done, silent = row["done"] + row["ongoing"], row["unknown"] + row["not_reported"]
    counts = (row["units"], done, row["in_progress"], row["not_started"], silent)
    place = row["section"] if _TOP.match(row["section"]) else ""
    return Row((place, row["name_vi"], *(str(int(count)) for count in counts)))


def _top(section: str) -> str:
    found = _TOP.match(section)
    return found[0] if found else section
