"""Pages of organisations, people, invitations, the audit trail and one's own profile."""
