"""Registration for open events: a seat for whoever asks in time, without an account.

Capacity is never exceeded: a seat is claimed by one conditional update, kept by a
constraint, and given back once when the guest withdraws.
"""
