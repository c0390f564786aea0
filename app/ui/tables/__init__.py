"""The one table model over frozen rows, and the lists the screens show."""
