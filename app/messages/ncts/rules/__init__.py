"""Conditions and rules of NCTS messages, as small functions that find and never raise."""
