"""How the door says no."""

from organisations.domain.errors import RuleError


class UploadError(RuleError):
    """A file the portal will not take; the text says what is wrong and what to do."""
