"""The neutral model of what is declared, in WCO Data Model names; frozen, without behaviour."""
