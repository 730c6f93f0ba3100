"""Writes on accounts: users and their roles, passwords, sessions."""
