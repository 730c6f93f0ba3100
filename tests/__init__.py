"""The tests: they mirror the rooms of ``app/``; what serves all of them stands at this level."""
