"""The forms of common and union transit: their grids, and what a declaration puts in each box."""
