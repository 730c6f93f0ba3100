"""What is typed about games."""
