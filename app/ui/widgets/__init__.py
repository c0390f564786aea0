"""Painted parts: one file each, drawn from tokens, named for screen readers."""
