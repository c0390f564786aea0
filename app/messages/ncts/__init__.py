"""NCTS, transit between customs offices: catalogue, schema, messages, mapping and rules."""
