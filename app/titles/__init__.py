"""Titles: which profession one names, how sure that is, and what it could be otherwise."""
