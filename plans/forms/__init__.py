"""Check what people type into the pages of plans, and say it in the domain's words."""
