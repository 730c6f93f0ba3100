"""What is done with letters: composing, reviewing, sending, reminding, and keeping texts."""
