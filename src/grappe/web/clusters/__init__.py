"""Clusters (the tenants), their organisations and sites, the people and what each may do."""
