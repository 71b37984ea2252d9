"""How the domain says no."""


class RuleError(Exception):
    """A rule forbids it; the text is written, in Russian, for the person who tried."""


class OutOfReachError(RuleError):
    """The actor holds the permission, but not in that organisation."""


class ChangedMeanwhileError(RuleError):
    """Somebody saved the row after the page was opened; both texts must be shown."""
