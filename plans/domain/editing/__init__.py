"""How a plan is edited: what an act of a person does to its rows."""
