"""Who may do what: the only list of roles, acts and pages. What acts asks here: hiding a page protects nothing.

A new act or page is one line in ``ACTS`` or ``PAGES``; a test fails until it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxmetrics.errors import StoreError

ROLES = ("viewer", "unit", "officer", "administrator")
EVERYONE = frozenset(ROLES)
_UNIT_OR_OFFICER = frozenset({"unit", "officer"})
_OFFICER = frozenset({"officer"})
_KEEPERS = frozenset({"officer", "administrator"})
_ADMINISTRATOR = frozenset({"administrator"})

MENDERS = _KEEPERS
"""Who is told what went wrong in the system itself; others get an id to pass on."""

ACTS: Mapping[str, frozenset[str]] = {
    # reading what returns say; a unit reads its own rows only (store/guarding.py)
    "typed": EVERYONE,
    "returns": EVERYONE,
    "findings": _UNIT_OR_OFFICER,  # they quote cells as they were typed, persons' too
    "personal": _OFFICER,
    "original": _UNIT_OR_OFFICER,
    "batches": _OFFICER,
    "audit": _KEEPERS,
    # returns in, a unit's own only, and what a unit sends waits for an officer
    "template": _UNIT_OR_OFFICER,
    "check": _UNIT_OR_OFFICER,
    "send": _UNIT_OR_OFFICER,
    "load": _OFFICER,
    "accept": _OFFICER,
    "withdraw": _OFFICER,
    "undo": _OFFICER,
    "freeze": _OFFICER,
    "unfreeze": _OFFICER,
    "exception": _OFFICER,
    # papers in the office's name, and what the office enters by hand
    "report": frozenset({"viewer", "officer"}),
    "letters": _OFFICER,
    "request": _OFFICER,
    "extension": _OFFICER,
    "reminder": _OFFICER,
    "answer": _OFFICER,
    "entry": _OFFICER,
    # keeping the house
    "backup": _KEEPERS,
    "restore": _ADMINISTRATOR,
    "accounts": _ADMINISTRATOR,
    "erase_personal": _KEEPERS,
}

PAGES: Mapping[str, frozenset[str]] = {
    "overview": EVERYONE,
    "present": EVERYONE,
    "targets": EVERYONE,
    "unit": EVERYONE,
    "lagging": EVERYONE,
    "resources": EVERYONE,
    "network": EVERYONE,
    "tasks": EVERYONE,
    "reporting": EVERYONE,
    "data": EVERYONE,
    "method": EVERYONE,
    "guide": EVERYONE,
    "intake": _UNIT_OR_OFFICER,
    "report": frozenset({"viewer", "officer"}),
    "admin": _KEEPERS,
}


@dataclass(frozen=True)
class Actor:
    """Who asks. ``account`` and ``name`` are empty where nobody signed in; ``unit`` is whose a unit's account is."""

    roles: frozenset[str]
    account: str = ""
    name: str = ""
    unit: str = ""

    def may(self, act: str) -> bool:
        """Whether one of the roles allows the act; an act that is not listed is allowed to nobody."""
        return bool(self.roles & ACTS.get(act, frozenset()))

    def may_open(self, page: str) -> bool:
        """Whether one of the roles opens the page; a page that is not listed is an officer's."""
        return bool(self.roles & PAGES.get(page, _OFFICER))

    @property
    def is_limited(self) -> bool:
        """Reads and sends only what is its own unit's."""
        return self.roles == {"unit"}


OWNER = Actor(EVERYONE)
"""Who holds the store's file itself: the command line, and the system at work."""
SAMPLE_OFFICER = Actor(_OFFICER)
"""Everyone at the machine of a server without sign-in."""


def require(actor: Actor, act: str) -> None:
    """StoreError ``forbidden`` unless the actor may."""
    if not actor.may(act):
        raise StoreError("forbidden", act=act)
