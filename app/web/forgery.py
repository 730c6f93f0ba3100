"""A forged form cannot write: its token is checked first, and without it no transaction begins."""

from __future__ import annotations

from flask_wtf.csrf import CSRFError

from app.extensions import csrf
from app.infra.transaction import refuse_writes


def check_forgery() -> None:
    """Before each request: look whether a form of ours was sent by a page of ours.

    If not, the view still runs, so that its form can be shown again with everything that
    was typed in it (it says itself that it was open for too long); but nothing can be
    written, and a view that tries answers 400.
    """
    try:
        csrf.protect()
    except CSRFError as error:
        refuse_writes(error)
