"""Files as lines of cells, whatever programme wrote them: nothing is known here of what they mean."""
