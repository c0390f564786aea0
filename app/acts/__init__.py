"""The act: envelope, chain, kinds, fold and classes of contradiction; pure, no store, no wire."""
