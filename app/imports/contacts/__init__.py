"""Lists of contacts: read, cleaned, compared with the directory, and taken up."""
