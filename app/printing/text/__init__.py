"""Setting of text: from logical words of any of our scripts to glyphs from left to right."""
