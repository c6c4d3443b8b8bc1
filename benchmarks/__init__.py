"""Figures that we claim: each module has ``run() -> list[dict]``; ``make bench`` prints all of them as JSON."""
