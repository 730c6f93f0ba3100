"""Invitations: who is asked, in waves, and how a guest answers by a personal link, without an account.

An invitation belongs to one seat, and so does its link: whoever it is forwarded to reads
whose it is, and may propose a substitute. Looking changes nothing; only a button does.
"""
