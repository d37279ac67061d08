"""What every document of a quarter needs before any figure: the Plan, the wording, and who issues it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.catalog.wording import Issuer
from dxmetrics.documents.word.say import Say, clean
from dxmetrics.errors import CatalogError
from dxmetrics.periods import Period


@dataclass(frozen=True)
class Context:
    """One quarter of one Plan. Who issues is decided by the quarter's cut-off."""

    catalog: Catalog
    period: Period

    @property
    def say(self) -> Say:
        return self.catalog.kept("say", lambda: Say(self.catalog.wording))

    @property
    def issuer(self) -> Issuer:
        return self.catalog.wording.issuer_on(self.period.cutoff)

    @property
    def body(self) -> OrgUnit:
        """The body that issues: the holder of the role. CatalogError where nobody holds it."""
        role = self.catalog.wording.office.role
        holder = self.catalog.role_holder(role, self.period.cutoff)
        if holder is None:
            raise CatalogError(f"roles.csv: nobody is {role} on {self.period.cutoff}")
        return holder

    @property
    def issuer_name(self) -> str:
        return clean(self.body.name_vi)

    @property
    def contact(self) -> str:
        """Where the issuing office is reached; what contacts.csv doesn't say stays a dotted line."""
        known, unknown = self.catalog.contacts.get(self.body.id), self.say("shared.unknown")
        phone, mailbox = (known.phone, known.mailbox) if known else ("", "")
        return self.issuer.contact.format(phone=clean(phone) or unknown, mailbox=clean(mailbox) or unknown)

    def basis(self, document: str, areas: Iterable[str]) -> tuple[str, ...]:
        """The lines a document to this land rests on, each once."""
        lines = [line for area in areas for line in self.catalog.wording.basis(document, area, self.period)]
        return tuple(dict.fromkeys(lines))
