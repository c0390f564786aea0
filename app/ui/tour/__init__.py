"""The tour: every screen in its telling states, drawn without a display, looked over, kept."""
