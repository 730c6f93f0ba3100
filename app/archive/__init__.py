"""The public site: what the institute convenes, and the record of what it has convened.

An *appearance* is a seat as the public sees it: name and offices of that day, and how sure it
is. *Upcoming* and *past* turn on the end of an event. Every page is made on behalf of a
visitor, whoever asks, so staff see here exactly what everybody sees; what may be seen is
decided in ``app/visibility/`` and nowhere in these modules.
"""
