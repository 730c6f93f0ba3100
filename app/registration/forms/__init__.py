"""Forms of registration: for guests, and for staff who set up pools and questions."""
