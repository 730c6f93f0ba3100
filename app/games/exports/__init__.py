"""What leaves a game as a file."""
