"""Background tasks: Django 6's own interface, or its backport below 6. The move to 6.x is this file."""

try:
    from django.tasks import task
except ImportError:
    from django_tasks import task  # type: ignore[no-redef]

__all__ = ["task"]
