"""What staff type about the design of a game."""
