"""What goes out by mail: the outbox, which staff can read, search and send again."""
