"""Persons, organisations and the dated affiliations between them.

A *person* has names (printed, family and given parts, their order, native script). An
*affiliation* says what a person was, where and when; several may hold at once. Nothing
here is public of itself: a visitor sees a person only through a public billing.
"""
