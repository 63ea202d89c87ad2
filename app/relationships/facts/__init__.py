"""What this domain contributes to pairings: `ties` of the contacts, and their `circles`."""

from app.relationships.facts.circles import Acquaintances, load_circles, read_acquaintances
from app.relationships.facts.circles import contribute as contribute_circles
from app.relationships.facts.ties import contribute, load_facts

__all__ = [
    "Acquaintances",
    "contribute",
    "contribute_circles",
    "load_circles",
    "load_facts",
    "read_acquaintances",
]
