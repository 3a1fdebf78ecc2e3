"""Make the handouts: the guide's data as PDF to print."""

from collections.abc import Mapping

FOLDER = "handouts"
SIZES: Mapping[str, str] = {"a4": "A4", "letter": "US Letter"}

__all__ = ["FOLDER", "SIZES"]
