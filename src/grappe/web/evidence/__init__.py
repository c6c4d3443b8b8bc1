"""Evidence: the locker of a school, its indicators, what is missing, its dossier."""
