"""schema.org in JSON-LD, in a file of its own or within a web page."""
