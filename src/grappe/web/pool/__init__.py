"""Shared jobs on screen: part needs of members, the officer's plan and decisions, calls, documents."""
