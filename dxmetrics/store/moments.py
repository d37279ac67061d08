"""Vietnam's clock as the store keeps it: times without a zone, the country has no summer time."""

from __future__ import annotations

from datetime import datetime

from dxmetrics.catalog.catalog import VIETNAM


def local(moment: datetime) -> datetime:
    """A moment on Vietnam's clock, without a zone; one without a zone is Vietnam's already."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment


def vietnam_now() -> datetime:
    """This moment."""
    return local(datetime.now(VIETNAM))
