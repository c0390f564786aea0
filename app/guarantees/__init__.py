"""Guarantees: what secures a movement, reserved at release and freed once by the centre."""
