"""The script that ``streamlit run app.py`` runs: one frame around all pages. Everything else is in ``dxmetrics.ui``."""

from dxmetrics.ui import frame

frame.run()
