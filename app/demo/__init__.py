"""Believable people for a demonstration: who they are stands in the TOML files beside this one."""
