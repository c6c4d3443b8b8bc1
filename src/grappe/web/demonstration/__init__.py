"""The demonstration cluster brought into the site: organisations, accounts, needs and ads."""
