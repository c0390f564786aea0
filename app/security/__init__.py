"""Keys, vault, signatures, roles, the worker process and canonical bytes."""
