"""Whether the product's advice is believable: `python -m benchmarks.advice`.

All of it is a proxy. Nothing here says that an introduction led to a client: docs/advice.md.
"""
