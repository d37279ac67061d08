"""Every code has an example in the plan's data that the code really makes, and that reads in both languages."""

import pytest

from dxmetrics.checks.examples import load_examples
from dxmetrics.text.finding_text import finding_text
from tests.contracts.test_finding_words import raised_codes
from tests.helpers.finding_examples import MAKERS, as_table, example


def test_every_code_has_an_example() -> None:
    assert raised_codes() == set(MAKERS) == set(load_examples())


@pytest.mark.parametrize("code", MAKERS)
def test_the_example_is_what_the_code_makes(code: str) -> None:
    made = example(code)
    assert made is not None, f"nothing made {code}"
    assert as_table(code, load_examples()[code]) == as_table(code, made)
    for language in ("vi", "en"):
        assert all(finding_text(load_examples()[code], language).values())
