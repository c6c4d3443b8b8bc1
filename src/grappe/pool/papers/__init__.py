"""Papers of shared jobs: blocks first, then Word or an accessible PDF; calendars; hours and invoices."""
