"""Printed documents: boxes in millimetres, words set in them, PDF bytes out, pages as pictures."""
