"""Rotation of apprentice engineers: itineraries as columns, a bound, a repair, and papers."""
