"""Invented focal persons, with office addresses that belong to nobody."""

from __future__ import annotations

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.catalog.names import key
from sample_data.chance import dice
from sample_data.settings import load_words
from sample_data.world import World


def focal_person(world: World, unit: OrgUnit) -> dict[str, object]:
    """D13.*: name, position, telephone and e-mail of the unit's focal person."""
    words = load_words()["people"]
    chosen = dice(world.settings.seed, "person", unit.id)
    name = " ".join(chosen.choice(words[part]) for part in ("family", "middle", "given"))
    titles = words["titles_commune" if unit.level == "commune" else "titles_office"]
    return {
        "D13.name": name,
        "D13.title": chosen.choice(titles),
        "D13.phone": f"0221 000 {chosen.randint(100, 999)}",
        "D13.email": f"cds.{key(unit.abbr or unit.code)}@example.vn",
    }


def clerk(unit: OrgUnit) -> str:
    """Who sends the unit's return."""
    words = load_words()["people"]
    if unit.level in ("district", "commune"):
        return words["clerk_government"].format(name=unit.name_vi[0].lower() + unit.name_vi[1:])
    return words["clerk"].format(name=unit.name_vi)
