"""Official forms: boxes in millimetres, what stands in them, and how it is made to fit."""
