"""Peace games: a simulation is designed, run from a control room, played from desks and written up.

A game is an event of that kind; its *players* hold seats at it like any guest. **Control** (the
white cell) runs it. Players are cast in **roles** of **teams**; a side is no nationality. Play goes
by **moves**: a span of real time with a situation and a date of its own in game time. The list of
**injects** (MSEL) says what control puts before whom. Everything that happens is one **entry** of an
append-only **log**, made by `engine/`, which is pure: the state of a game is the fold of its log.

What was put before readers is kept as an **item** with a **delivery** for each reader, and never
changes; a correction is a new item. A player's desk is made of nothing but the rows that the
player may see, so it cannot tell of another team or of what is yet to come, not even by a count.
"""
