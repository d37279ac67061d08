"""The official documents of a quarter in Word (.docx), after Decree 30/2020: drafts whose number, date and signature
are blank."""

from dxmetrics.documents.letter_kinds import KINDS
from dxmetrics.documents.word.brief import brief
from dxmetrics.documents.word.figures import gather
from dxmetrics.documents.word.letters import Addressee, addressees, letters
from dxmetrics.documents.word.model import Progress
from dxmetrics.documents.word.report import contents, report
from dxmetrics.documents.word.request import request_letter
from dxmetrics.documents.word.unit_page import unit_page

__all__ = [
    "KINDS",
    "Addressee",
    "Progress",
    "addressees",
    "brief",
    "contents",
    "gather",
    "letters",
    "report",
    "request_letter",
    "unit_page",
]
