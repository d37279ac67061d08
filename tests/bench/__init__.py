"""Speed, in tables to look at: ``python -m tests.bench.<name>``. Nothing here decides whether tests pass."""
