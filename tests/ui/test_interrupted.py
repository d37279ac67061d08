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
