"""Former: programmes of schools against the needs of the cluster, and what members do in schools."""
