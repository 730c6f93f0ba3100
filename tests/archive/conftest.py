"""What the tests of the public site share: a way to write, and the reader's eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.infra.transaction import transaction

Writing = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def writing(app: Flask) -> Writing:
    """Give a block in which the house writes, and after which it has been committed."""

    @contextmanager
    def write() -> Iterator[None]:
        with app.app_context(), viewing_as(SYSTEM), transaction():
            yield

    return write
