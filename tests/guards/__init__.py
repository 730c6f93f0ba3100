"""Guards: what must stay true of the whole, whatever is added to it."""
