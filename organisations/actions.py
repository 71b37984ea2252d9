"""What people do to organisations and memberships. The only code that writes them."""

from organisations.models import Organisation


def place_in_tree(organisation: Organisation) -> None:
    """Give a saved organisation its path: its parent's, then its own number."""
    above = organisation.parent.path if organisation.parent else "/"
    organisation.path = f"{above}{organisation.pk}/"
    organisation.save(update_fields=["path"])
