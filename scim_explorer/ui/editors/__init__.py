"""Text editors."""
