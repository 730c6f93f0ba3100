"""A worker for tests of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.access.enforcement import viewing_as
from app.access.viewers import SYSTEM
from app.infra import jobs
from app.infra.transaction import transaction


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Let the worker do what waits."""

    def work() -> None:
        with app.app_context(), viewing_as(SYSTEM):
            while jobs.job_is_due():
                with transaction():
                    claimed = jobs.claim_job()
                assert claimed is not None
                jobs.do(claimed)

    return work
