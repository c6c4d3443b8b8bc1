"""People's data: what is kept of whom and why, handed out on request, erased on request or when its time is over."""
