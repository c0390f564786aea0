"""Waypost, the workstation of a border post."""

__version__ = "0.1.0"
