"""How each kind of thing is written: added, or brought to what the file says."""
