"""The portal's own commands: how it is started and how it is checked."""
