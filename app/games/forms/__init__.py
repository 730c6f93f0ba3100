"""The forms of games."""
