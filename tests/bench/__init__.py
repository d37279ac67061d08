"""How fast it is, beside other ways on the same files in one run.
Run by hand: ``python -m tests.bench.loading``, ``.pages``."""
