"""One file per screen: what stands where, and which use case its answers make."""
