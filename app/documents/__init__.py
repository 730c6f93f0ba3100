"""Documents on paper: badges, tent cards, the sign-in sheet, the list of guests."""
