"""The window: PySide6 has its only home here; it knows a desk and frozen rows."""
