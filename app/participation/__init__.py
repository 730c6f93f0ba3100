"""Who takes part: seats at events, their roles and states, and the billing held then.

A *participation* is one seat at one event or session, for a person or not yet named. When
it is confirmed, the *billing* (name, offices, native name) is copied from the directory,
so that the record shows the office held then, whatever the person becomes.
"""
