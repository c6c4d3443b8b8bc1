"""Taking needs in: the import wizard, the list and the page of a need."""
