"""Users of the staff pages: sign-in, roles and grants, reset by mail.

A *user* signs in; a *person* takes part in events. They are not the same thing.
Users are made by an administrator; a grant gives one role for everything, for one
programme or for one event.
"""
