"""Programmes and their strands of work, series of events, topics.

A *programme* is the part of the institute that convenes. A *series* is a continuing
dialogue, study group or run of workshops; its meetings are rounds, numbered by words
("5th", "inaugural"). A *topic* says what an event is about.
"""
