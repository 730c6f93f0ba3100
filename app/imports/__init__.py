"""Imports: spreadsheets of past events, read, shown beforehand, and written all or nothing."""
