"""What somebody looks for among the programmes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProgrammeFilter:
    """An empty value asks for everything."""

    text: str = ""
    organisation_id: int | None = None
    focus: str = ""
    state: str = ""

    def choices(self) -> dict[str, int | str]:
        """The exact conditions, by field."""
        wanted = {
            "organisation_id": self.organisation_id,
            "focus": self.focus,
            "state": self.state,
        }
        return {field: value for field, value in wanted.items() if value}
