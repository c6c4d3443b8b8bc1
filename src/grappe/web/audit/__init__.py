"""Who did what, when: append-only, chained by digest, never the values of personal data."""
