"""Publications: reports, essays, series of essays, briefs and readouts, with their authors.

On screen they are called publications. In code each is an *output*, since ``Publication``
says there whether an event is released.
"""
