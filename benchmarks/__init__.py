"""Benchmarks: each measurement is a module that holds the service against a named baseline.

Subject and baseline run in turns in the same process on the same graph, so that a noisy machine
disturbs both; what is told is the ratio of their medians. See docs/performance.md.
"""
