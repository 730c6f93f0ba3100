"""Pure Python without domain words: clock, errors, intervals, names, states and text."""
