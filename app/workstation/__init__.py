"""The composition root without a screen: one object, two verbs, do and ask."""
