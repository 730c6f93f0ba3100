"""Events: what is convened, when, under which attribution rule, and what may be said of it.

An event has a *kind* with defaults, a life (idea, hold, confirmed, held, and the side
exits), sessions with their own times and rules, and a *publication* that is the only way
from private to public.
"""
