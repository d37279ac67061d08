"""What the page Nhiệm vụ says in words: its headline, and the messages of its own charts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dxmetrics.catalog.model import Task
from dxmetrics.text import Words
from dxmetrics.text.numbers import percent
from dxmetrics.text.quarters import quarter

SETTLED = ("done", "ongoing")
_SILENT = ("unknown", "not_reported")


def state(found: pd.DataFrame, period: str, words: Words) -> str:
    """How many assignments of a task to an agency are in which state. ``found``: a row a task × agency."""
    start = words("headline.start", period=quarter(period, words.language))
    asked = found[found["state"] != "not_applicable"]
    if asked.empty:
        return f"{start} {words('tasks.lead.none')}"
    counts = {
        "settled": asked["state"].isin(SETTLED).sum(),
        "in_progress": (asked["state"] == "in_progress").sum(),
        "not_started": (asked["state"] == "not_started").sum(),
        "silent": asked["state"].isin(_SILENT).sum(),
    }
    told = [
        words(f"tasks.lead.{key}", count=int(count), share=percent(100 * count / len(asked), words.language))
        for key, count in counts.items()
        if count
    ]
    whole = words(
        "tasks.lead.whole", tasks=asked["task"].nunique(), agencies=asked["org_unit"].nunique(), count=len(asked)
    )
    return f"{start} {whole}: {', '.join(told)}."


def evidence(counted: pd.DataFrame, words: Words) -> str:
    """How many of those that say done cite a document. ``counted``: a row a task, all levels."""
    settled, cited = int(counted[list(SETTLED)].sum().sum()), int(counted["with_evidence"].sum())
    return words("tasks.lead.evidence", count=cited, total=settled) if settled else ""


def overdue(found: pd.DataFrame, words: Words) -> str:
    """What is late against dates that were entered, and that none was where none was: the Plan itself has no dates."""
    dated = found[found["deadline_state"] != "no_deadline"]
    if dated.empty:
        return words("tasks.lead.no_deadline")
    late = int((dated["deadline_state"] == "overdue").sum())
    return words("tasks.lead.overdue", count=late, total=len(dated))


def difficulties(found: pd.DataFrame, words: Words) -> str:
    """How many difficulties and proposals came, of how many units. ``found``: metrics.difficulties."""
    if found.empty:
        return ""
    counts = found["kind"].value_counts()
    return words(
        "tasks.lead.difficulties",
        difficulties=int(counts.get("difficulty", 0)),
        proposals=int(counts.get("proposal", 0)),
        units=found["org_unit"].nunique(),
        open=int((found["state"] == "open").sum()),
    )


def least_done(counted: pd.DataFrame, tasks: Mapping[str, Task], words: Words) -> str:
    """The task fewest agencies have done: the title of the bars by task. ``counted``: a row a task."""
    known = counted.dropna(subset=["done_share"])
    if known.empty:
        return words("message.nothing_known")
    row = known.loc[known["done_share"].idxmin()]
    return words(
        "tasks.message.least_done",
        task=f"{row['task']} · {tasks[row['task']].name(words.language)}",
        share=percent(row["done_share"], words.language),
    )


def handled(found: pd.DataFrame, words: Words) -> str:
    """How many matters are untouched, passed on and answered. ``found``: metrics.difficulties."""
    counts = found["state"].value_counts()
    told = {state: int(counts.get(state, 0)) for state in ("open", "forwarded", "answered")}
    return words("tasks.message.handled", count=len(found), units=found["org_unit"].nunique(), **told)


def said_by(found: pd.DataFrame) -> pd.Series:
    """Units by difficulty, the one most units name in the same words first."""
    said = found[found["kind"] == "difficulty"]
    return said.groupby("text")["org_unit"].nunique().sort_values(ascending=False, kind="stable")
