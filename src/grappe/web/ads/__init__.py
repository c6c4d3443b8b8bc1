"""Job ads of the cluster: they live in its store."""
