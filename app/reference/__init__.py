"""Code lists, offices, country packs, numbers, folding of names and the texts officers read."""
