"""The reference central server: receipts, routes, leases, speaks to partner administrations."""
