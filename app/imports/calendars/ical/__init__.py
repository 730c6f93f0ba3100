"""iCalendar (RFC 5545), as calendars really write it: no line of a file can stop the others."""
