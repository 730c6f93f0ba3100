"""The after-action report: what the log tells of a game, with roles and without persons."""

from __future__ import annotations

from app.games.report.charts import Chart, Dot, chart_of
from app.games.report.parts import (
    Gauge,
    InjectRow,
    Moment,
    Observed,
    Outcome,
    Part,
    Played,
    Report,
    RuledOn,
    Submission,
)
from app.games.report.writing import report_of

__all__ = [
    "Chart",
    "Dot",
    "Gauge",
    "InjectRow",
    "Moment",
    "Observed",
    "Outcome",
    "Part",
    "Played",
    "Report",
    "RuledOn",
    "Submission",
    "chart_of",
    "report_of",
]
