"""Files sent in: looked at, matched, previewed, confirmed, read, reported."""
