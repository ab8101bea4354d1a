"""The parts of the window; panes do not know each other."""
