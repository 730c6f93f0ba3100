"""Schedules of conferences: those of frab and pretalx, and lists of what was submitted."""
