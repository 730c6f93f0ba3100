"""Speakers and registrants as other systems give them away: who they are, and how far they have come."""
