"""The door for a WSGI server: ``gunicorn wsgi:app``."""

import gc

# Nothing made at the start is ever garbage, and looking for it takes a tenth of the start.
gc.disable()

from app.factory import create_app  # noqa: E402 - the imports are most of what is made.

app = create_app()

gc.freeze()
gc.enable()
