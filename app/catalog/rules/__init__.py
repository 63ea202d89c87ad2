"""The catalog's pure decisions: names, occasions, cautions, and what an upgrade changes."""

from app.catalog.rules.cautions import caution_between, cautions_in
from app.catalog.rules.names import EVERYWHERE, normalise_title
from app.catalog.rules.occasions import circular_occasion

__all__ = ["EVERYWHERE", "caution_between", "cautions_in", "circular_occasion", "normalise_title"]
