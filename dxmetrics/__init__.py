"""dxmetrics: the dashboard with which a province steers its digital-transformation plan."""
