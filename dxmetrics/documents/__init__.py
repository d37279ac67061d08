"""Documents people take away: tables as xlsx and csv."""
