"""Calendars, web pages and schedules of elsewhere as events: read within bounds, then written."""
