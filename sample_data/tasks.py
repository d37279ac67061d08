"""How far a unit says it has come with each task of the Plan, and the difficulties it tells."""

from __future__ import annotations

from dxmetrics.catalog.model import OrgUnit, Task
from dxmetrics.periods import Period
from sample_data.cells import Cells
from sample_data.chance import dice
from sample_data.papers import reference
from sample_data.settings import load_words
from sample_data.world import World

_NO_HIRE = "N5.c2"
_BEGUN, _DONE = 1.0, 5.5


def add_task_cells(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    """Biểu 3: state, result and document of each task the unit owns."""
    for task in world.catalog.tasks_of(unit, period):
        state = _state(world, unit, period, task)
        cells.values[f"{task.code}.state"] = state
        results = load_words()["results"]
        chosen = dice(world.settings.seed, "task", task.code, unit.id, period)
        if state in results:
            cells.values[f"{task.code}.result"] = chosen.choice(results[state])
        if state == "done" and chosen.random() < 0.7:
            cells.values[f"{task.code}.ref"] = reference(world, unit, f"{task.code}.ref", period)
        if state == "not_applicable":
            cells.notes[f"{task.code}.state"] = load_words()["texts"]["no_hire"]


def _state(world: World, unit: OrgUnit, period: Period, task: Task) -> str:
    nature = dice(world.settings.seed, "nature", task.code)
    lasting = nature.random() < 0.45
    if task.code == _NO_HIRE and world.chance(0.3, "no hire", unit.id):
        return "not_applicable"
    ahead = dice(world.settings.seed, "ahead", unit.id, task.code).uniform(-2.0, 2.5)
    score = (world.step(unit, period) + ahead) * world.pace(unit, period)
    if score < _BEGUN:
        return "not_started"
    if lasting:
        return "ongoing"
    return "done" if score >= _DONE else "in_progress"


def add_difficulties(world: World, unit: OrgUnit, period: Period, cells: Cells) -> None:
    """Biểu 4: what the unit's story is about, then what everybody complains of."""
    words = load_words()["difficulties"]
    chosen = dice(world.settings.seed, "difficulties", unit.id, period)
    told = world.troubles(unit, period)
    own = words.get(unit.level, []) + words["any"]
    told += chosen.sample(own, chosen.randint(0, 2))
    asked = chosen.sample(words["proposals"], min(len(told), chosen.randint(0, 2)))
    cells.values |= {f"D96.{number}": text for number, text in enumerate(told, start=1)}
    cells.values |= {f"D97.{number}": text for number, text in enumerate(asked, start=1)}
