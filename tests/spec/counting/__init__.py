"""How everything is counted."""
