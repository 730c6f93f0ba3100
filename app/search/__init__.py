"""The index of what is public: entries with words to find them by and labels to narrow them by.

It knows no word of the field. Whoever fills it hands over what a visitor may read and nothing
else, so that what it holds, counts and suggests is public by construction. One interface, two
engines that are there already: FTS5 of SQLite, and ``tsvector`` of PostgreSQL. Both are given
the same stems, made here, and so find the same.
"""
