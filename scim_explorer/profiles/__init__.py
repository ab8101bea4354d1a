"""Saved endpoints and their secrets."""
