"""Transit: one movement from departure over offices of transit to destination and discharge."""
