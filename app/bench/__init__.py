"""Benchmarks an administration can run on its own laptop: figures, ratios, budgets."""
