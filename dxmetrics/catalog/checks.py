"""References between the Plan's tables: whatever names something else must name something that is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dxmetrics.catalog.milestones import check_milestones
from dxmetrics.catalog.model import LEVELS, Term
from dxmetrics.catalog.names import did_you_mean
from dxmetrics.errors import CatalogError

if TYPE_CHECKING:
    from dxmetrics.catalog.catalog import Catalog


def check_references(catalog: Catalog) -> None:
    """Raise CatalogError at the first reference to nothing, naming the file, the row and the nearest right word."""
    _check_units(catalog)
    _check_elements(catalog)
    _check_forms(catalog)
    _check_targets(catalog)
    _check_indicators(catalog)
    _check_tasks(catalog)
    _check_measures(catalog)
    _check_subjects(catalog)
    _check_wording(catalog)


def _require(word: str, known: Iterable[str], where: str) -> None:
    if word and word not in known:
        raise CatalogError(f"{where}: {word!r} is unknown{did_you_mean(word, list(known))}")


def _check_units(catalog: Catalog) -> None:
    starts = {structure.valid_from for structure in catalog.structures}
    for unit in catalog.units.values():
        _require(unit.parent_id, catalog.units, f"org_units.csv {unit.id}: parent_id")
        _require(unit.form, catalog.forms, f"org_units.csv {unit.id}: form")
        if unit.valid_from not in starts:
            raise CatalogError(
                f"org_units.csv {unit.id}: valid_from {unit.valid_from} begins no [[structure]] of plan.toml"
            )
        if unit.id != f"{unit.abbr or unit.code}@{unit.valid_from}":
            raise CatalogError(f"org_units.csv {unit.id}: the id is not its code (or abbreviation) and valid_from")
    for tile in catalog.tiles:
        _require(tile, catalog.units, "tiles.csv: unit_id")
    for unit_id in catalog.contacts:
        _require(unit_id, catalog.units, "contacts.csv: unit_id")
    for item in catalog.successions:
        _require(item.old_id, catalog.units, "succession.csv old_id")
        _require(item.new_id, catalog.units, "succession.csv new_id")
    for role in catalog.roles:
        _require(role.unit_id, catalog.units, f"roles.csv {role.role}: unit_id")
    names = {name for unit in catalog.units.values() for name in (unit.code, unit.abbr)}
    for alias in catalog.aliases:
        _require(alias.unit_code, names, f"aliases.csv {alias.alias}: unit_code")
    _require(catalog.plan.province, catalog.units, "plan.toml [plan]: province")


def _check_elements(catalog: Catalog) -> None:
    for element in catalog.elements.values():
        where = f"data_elements.csv {element.code}"
        _require(element.document, catalog.elements, f"{where}: document")
        _require(element.group, catalog.groups, f"{where}: group")
        _require(element.enum, catalog.enums, f"{where}: enum")
        _require(element.section, catalog.sections, f"{where}: section")
        if (element.value_type == "enum") != bool(element.enum):
            raise CatalogError(f"{where}: an enum needs its list, and only an enum has one")


def _check_forms(catalog: Catalog) -> None:
    roles = {role.role for role in catalog.roles}
    for row in catalog.form_rows:
        where = f"forms.csv {row.form} {row.data_element}"
        _require(row.form, catalog.forms, f"{where}: form")
        _require(row.data_element, catalog.elements, f"{where}: data_element")
        _require(row.section, catalog.sections, f"{where}: section")
        _require(row.role, roles, f"{where}: role")
        if catalog.elements[row.data_element].in_document_column and row.part == "unit":
            raise CatalogError(f"{where}: is typed in a document column and has no row of its own")
    for rule in catalog.rules:
        for code in (*rule.left, *rule.right):
            _require(code, catalog.elements, f"rules.csv {rule.code}")


def _check_targets(catalog: Catalog) -> None:
    roles = {role.role for role in catalog.roles}
    for target in catalog.targets.values():
        _require(target.section, catalog.sections, f"targets.toml {target.code}: section")
        _require(target.owner_role, roles, f"targets.toml {target.code}: owner_role")


def _check_indicators(catalog: Catalog) -> None:
    named = [(item, f"targets.toml {item.code}") for item in catalog.indicators.values()]
    named += [(item, f"task_indicators.toml {item.code}") for item in catalog.task_indicators.values()]
    for indicator, where in named:
        _require(indicator.section, catalog.sections, f"{where}: section")
        for condition in indicator.conditions:
            for term in condition.terms:
                _require(term.element, catalog.elements, f"{where}: terms")
                _require(term.other, _operands(term, catalog), f"{where}: terms")
        for part in indicator.parts:
            _require(part.group, catalog.groups, f"{where}: group")
            for code in (*part.numerator, *part.denominator):
                _require(code, catalog.elements, f"{where}: part")
        check_milestones(indicator, where)


def _operands(term: Term, catalog: Catalog) -> Iterable[str]:
    """What may stand on the right of a term: a word of the element's list after ``is``, else an element."""
    if term.operator != "is":
        return catalog.elements
    return [value.code for value in catalog.enums.get(catalog.elements[term.element].enum, ())]


def _check_measures(catalog: Catalog) -> None:
    codes = [item.code for measure in catalog.measures.values() for item in measure.indicators]
    known = {*catalog.indicators, *codes, *catalog.system_indicators}
    for code in codes:
        if codes.count(code) > 1 or code in catalog.indicators:
            raise CatalogError(f"task_indicators.toml {code}: stands twice")
    for measure in catalog.measures.values():
        for use in measure.uses:
            where = f"task_indicators.toml {measure.task}: uses"
            _require(use.indicator, known, where)
            _require(use.level, LEVELS, where)
    for item in catalog.task_deadlines:
        _require(item.task, catalog.tasks, "task_deadlines.csv task")
        _require(item.unit_id, catalog.units, f"task_deadlines.csv {item.task}: unit_id")


def _check_subjects(catalog: Catalog) -> None:
    measured = {*catalog.indicators, *catalog.task_indicators}
    for subject in catalog.subjects.values():
        where = f"subjects.toml [{subject.code}]"
        for code in (*subject.elements, *subject.cells):
            _require(code, catalog.elements, where)
        for code in subject.indicators.values():
            _require(code, measured, where)


def _check_tasks(catalog: Catalog) -> None:
    owners = {form.sender for form in catalog.forms.values()} | {role.role for role in catalog.roles}
    measured = {*catalog.elements, *(element.parent for element in catalog.elements.values())}
    for task in catalog.tasks.values():
        _require(task.section, catalog.sections, f"tasks.csv {task.code}: section")
        for owner in (*task.owners, *task.co_owners):
            _require(owner, owners, f"tasks.csv {task.code}: owners")
        for code in task.measures:
            _require(code, measured, f"tasks.csv {task.code}: measures")


def _check_wording(catalog: Catalog) -> None:
    wording = catalog.wording
    _require(wording.office.role, {role.role for role in catalog.roles}, "documents.toml [office]: role")
    areas = {unit.area for unit in catalog.units.values()}
    documents = {key.split(".")[1] for key in wording.lists if key.startswith("recipients.")}
    for number, basis in enumerate(wording.bases, 1):
        for document in basis.documents:
            _require(document, documents, f"documents.toml [[basis]] {number}: documents")
        for area in basis.areas:
            if area not in areas and (hint := did_you_mean(area, sorted(areas))):
                raise CatalogError(f"documents.toml [[basis]] {number}: areas: {area!r} is unknown{hint}")
