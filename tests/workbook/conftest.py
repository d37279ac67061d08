"""The Plan's data and a filled district return, shared by the workbook tests."""

import pytest

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def period() -> Period:
    return Period(2024, 2)


@pytest.fixture(scope="session")
def district(catalog: Catalog) -> OrgUnit:
    return catalog.units["327@2024-01-01"]


@pytest.fixture(scope="session")
def district_return(catalog: Catalog, district: OrgUnit, period: Period) -> bytes:
    return build_template(catalog, district, period, {}, (), values=filling(catalog, district, period))
