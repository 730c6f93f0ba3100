"""What staff type about events: shape and type, and the words beside each field."""
