"""The list of injects (MSEL) as a spreadsheet: the same columns out and in."""
