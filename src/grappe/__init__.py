"""Grappe: from the needs of an economic cluster to jobs, training and evidence."""
