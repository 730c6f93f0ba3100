"""What any honest web application needs beneath it; no word of the institute's field in here."""
