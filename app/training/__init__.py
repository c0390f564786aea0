"""Realistic traffic from a seed, the demonstration post, the corridor story and training cases."""
