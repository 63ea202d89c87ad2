"""Decisions about a week: pure, without graph or web."""
