"""Attractiveness: domain or territory, the sheet of a territory, skills on the rise."""
