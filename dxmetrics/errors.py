"""Faults that are ours or the administrator's, as opposed to findings, which are a sender's."""


class DxmetricsError(Exception):
    """Base of every error this package raises on purpose; its text is fit to be shown."""


class CatalogError(DxmetricsError):
    """The plan's data is wrong. The text names file, row or key, what was found and the nearest right word."""


class StoreError(DxmetricsError):
    """The store can't do what was asked. ``code`` (locked, unreadable, newer, name_taken) and ``params`` find its
    words in the catalogues."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code}: " + ", ".join(f"{name} {value}" for name, value in params.items()))
        self.code = code
        self.params = params


class PeriodError(DxmetricsError):
    """A text that should name a quarter (``2024Q2``) does not."""
