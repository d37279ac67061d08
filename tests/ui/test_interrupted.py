"""A click while a page is still drawn ends that run before the page's address is written; the click wins all the same."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from dxmetrics.ui import views

    views.read("page")
    first = views.choice("part", "chosen_part", ["one", "two", "three"], "part", str)
    if st.session_state.get("stop"):
        st.stop()  # as a click does
    second = views.choice("by", "chosen_by", ["level", "target"], "by", str)
    st.text(f"{first} {second}")
    views.written("page")


def app(**asked: str) -> AppTest:
    made = AppTest.from_function(script)
    for name, value in asked.items():
        made.query_params[name] = value
    made.session_state["stop"] = True
    return made.run()


def test_a_choice_made_while_the_page_is_drawn_is_kept_and_the_rest_of_the_link_followed() -> None:
    drawn = app(part="two", by="target")
    assert drawn.session_state["chosen_part"] == "two"
    drawn.session_state["stop"] = False
    drawn.session_state["chosen_part"] = "three"
    assert drawn.run().text[0].value == "three target"


def test_the_way_back_is_followed_again() -> None:
    drawn = app(part="two")
    drawn.session_state["stop"] = False
    drawn.run()
    drawn.session_state["chosen_part"] = "one"
    drawn.run()
    drawn.query_params["part"] = "three"
    assert drawn.run().text[0].value == "three level"
    drawn.query_params["part"] = "two"
    assert drawn.run().text[0].value == "two level"


def slow() -> None:
    import streamlit as st

    from dxmetrics.ui import address, views

    address.settle("page")
    views.read("page")
    part = views.choice("part", "chosen_part", ["one", "two", "three"], "part", str)
    st.button("another click")
    st.text(part)
    if st.query_params.to_dict() != views.now():
        address.write("page", views.now())
    views.written("page")


def chosen(part: str, *more: str) -> AppTest:
    """These parts chosen one after the other; the browser has seen none of the addresses written for them."""
    drawn = AppTest.from_function(slow).run()
    for each in (part, *more):
        drawn.query_params.clear()
        drawn.segmented_control[0].set_value(each).run()
    return drawn


def test_a_click_with_the_address_before_the_last_answer_takes_no_choice_back() -> None:
    drawn = chosen("two")
    drawn.query_params.clear()
    assert drawn.button[0].click().run().text[0].value == "two"
    assert drawn.query_params == {"part": "two"}, "the browser is told the page's address again"


def test_several_choices_on_a_slow_line_are_all_kept() -> None:
    drawn = chosen("two", "three", "one")
    assert drawn.button[0].click().run().text[0].value == "one"
    drawn.query_params["part"] = "three"  # of three answers the first two have come
    assert drawn.button[0].click().run().text[0].value == "one"


def test_the_way_back_to_the_address_before_is_followed() -> None:
    drawn = chosen("two")
    drawn.query_params.clear()
    assert drawn.run().text[0].value == "one"


def test_a_click_with_another_address_is_followed_as_it_always_was() -> None:
    drawn = chosen("two")
    drawn.query_params["part"] = "three"
    assert drawn.button[0].click().run().text[0].value == "three"
