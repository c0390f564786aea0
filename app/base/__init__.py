"""What every room stands on: clock, chance, ids, errors, findings, quantities, changes."""
