"""What happens around the work: sign-in, lock, prints, refusals, leases, epochs."""
