"""How what was found is written: each step is told before it is taken."""
