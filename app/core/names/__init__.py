"""Printed names: their parts, how to sort them, and whether two of them are of one person."""

from app.core.names.matching import Match, find_person, same_person
from app.core.names.parts import NameParts, parse_name

__all__ = ["Match", "NameParts", "find_person", "parse_name", "same_person"]
