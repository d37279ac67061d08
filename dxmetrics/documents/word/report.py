"""The quarterly report: its parts and annexes put together, and what stands around them."""

from __future__ import annotations

from dxmetrics.documents.word import ahead, discipline, shortcomings, situation, targets, tasks, units_annex
from dxmetrics.documents.word.figures import STEPS, Figures, gather
from dxmetrics.documents.word.layout import Heading, Sheet
from dxmetrics.documents.word.model import Annex, Paragraph, Part, Progress
from dxmetrics.documents.word.say import day
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act
from dxmetrics.text.quarters import ROMAN

_PARTS = 4


@act("report")
def report(
    store: Store,
    period: Period | str,
    *,
    frozen: bool | None = None,
    progress: Progress | None = None,
) -> bytes:
    """The quarter's report as a .docx, of the frozen figures where the quarter is frozen; ``frozen`` says which are wanted.

    StoreError ``no_figures`` for a quarter without a single return, ``no_frozen_figures`` where they are asked for in vain.
    """
    total = STEPS + _PARTS
    told = progress or (lambda done, total: None)
    figures = gather(store, period, frozen=frozen, progress=lambda done, _: told(done, total))
    require_figures(figures)
    found = parts(figures)
    told(STEPS + 1, total)
    extra = annexes(figures)
    told(STEPS + 2, total)
    data = _lay_out(figures, found, extra)
    told(total, total)
    return data


def require_figures(figures: Figures) -> None:
    """StoreError ``no_figures`` where nothing came."""
    if figures.rates.empty or not figures.rates["received"].sum():
        raise StoreError("no_figures", period=figures.period)


def parts(figures: Figures) -> list[Part]:
    """Parts I to V in order."""
    return [
        situation.situation(figures),
        Part(figures.say("report.head_results"), 1),
        targets.results(figures),
        tasks.tasks(figures),
        discipline.discipline(figures),
        *shortcomings.shortcomings(figures),
        ahead.next_quarter(figures),
        ahead.proposals(figures),
    ]


def annexes(figures: Figures) -> list[Annex]:
    """Annexes I to III."""
    makers = (units_annex.annex, shortcomings.annex, discipline.annex)
    return [make(figures, figures.say("shared.annex", roman=roman)) for make, roman in zip(makers, ROMAN, strict=False)]


def contents(store: Store, period: Period | str, *, frozen: bool | None = None) -> list[tuple[str, list[str]]]:
    """The report's headings, each with its paragraphs (and the captions of tables and charts), to look at before it is made."""
    figures = gather(store, period, frozen=frozen)
    require_figures(figures)
    return [(part.heading, [_shown(block) for block in part.blocks]) for part in parts(figures)]


def _shown(block: object) -> str:
    return block.text if isinstance(block, Paragraph) else block.caption


def intro(figures: Figures) -> list[Paragraph]:
    """The legal bases, a line each, and the sentence that leads in."""
    say, plan = figures.say, figures.catalog.plan
    area = figures.catalog.units[plan.province].area
    lines = figures.basis("report", [area])
    last = len(lines) - 1
    bases = [
        Paragraph(say("report.basis_last" if place == last else "report.basis", basis=line), {}, "note")
        for place, line in enumerate(lines)
    ]
    return [*bases, Paragraph(say("report.intro", issuer=figures.issuer_name, quarter=say.quarter(figures.period)))]


def closing(figures: Figures) -> Paragraph:
    """The last sentence."""
    say, plan = figures.say, figures.catalog.plan
    words = {"number": plan.number, "quarter": say.quarter(figures.period)}
    superior = figures.catalog.wording.office.superior
    return Paragraph(say("report.closing", **words, issuer=figures.issuer_name, superior=superior))


def _lay_out(figures: Figures, found: list[Part], extra: list[Annex]) -> bytes:
    say, plan, office = figures.say, figures.catalog.plan, figures.catalog.wording.office
    subject = say("report.subject", number=plan.number, day=day(plan.date), quarter=say.quarter(figures.period))
    sheet = Sheet(figures, subject)
    sheet.letterhead(Heading.of(figures, "shared.number_report"))
    sheet.title(say("report.type"), subject)
    sheet.addressed(say("shared.to", name=office.superior))
    for paragraph in intro(figures):
        sheet.block(paragraph)
    for part in found:
        sheet.part(part)
    sheet.block(closing(figures))
    sheet.signature(say.lines("recipients.report", drafting=figures.issuer.drafting), figures.issuer.signer)
    for annex in extra:
        sheet.annex(
            annex, say("shared.continued", document=say("report.type").capitalize(), issuer=figures.issuer_name)
        )
    return sheet.data()
