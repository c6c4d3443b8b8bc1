"""The review of codes: what the machine is not sure of, a person decides."""
