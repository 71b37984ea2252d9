"""What people do to organisations, to each other's roles and to invitations. All that writes."""

from organisations.actions.organisations import place_in_tree

__all__ = ["place_in_tree"]
