"""Two pages of our own beside which Tổng quan is measured: a blank one, and one with a single plotly chart."""

import plotly.graph_objects as go
import streamlit as st


def blank() -> None:
    """Nothing but a word."""
    st.html('<p id="blank-done">blank</p>')


def chart() -> None:
    """One chart, which a button changes."""
    st.session_state.setdefault("round", 0)
    if st.button("Again"):
        st.session_state["round"] += 1
    turn = st.session_state["round"]
    st.html(f'<p id="round">{turn}</p>')
    st.plotly_chart(go.Figure(go.Bar(x=list(range(7)), y=[(turn + at) % 7 for at in range(7)])), key="chart")


def other() -> None:
    """Where one comes from."""
    st.html('<p id="other-done">other</p>')


st.navigation(
    [
        st.Page(other, title="Other", default=True),
        st.Page(blank, title="Blank"),
        st.Page(chart, title="Chart"),
    ]
).run()
