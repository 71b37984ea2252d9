"""The pages of plans: take, ask, answer."""
