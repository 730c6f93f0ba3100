"""Transcripts: read from files, matched with those who spoke, edited, and released.

Above participation, because it knows who sat where; below whatever loads files.
"""
