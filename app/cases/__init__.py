"""Cases: contradictions that only a person can settle, shown as signed and settled by an act."""
