"""Commands of the operator about people and the audit trail."""
