"""Who is looking, and what they may see.

Every request, job and command runs with a *viewer*. A listener adds the viewer's
predicate for every table to every read of the ORM; without a viewer nothing is visible.
The predicates themselves stand in ``app/visibility/``.
"""
