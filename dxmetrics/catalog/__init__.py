"""The Plan as data: read from ``dxmetrics/plan``, checked, and handed out as frozen objects."""

from dxmetrics.catalog.catalog import Catalog
from dxmetrics.catalog.loading import load_catalog

__all__ = ["Catalog", "load_catalog"]
