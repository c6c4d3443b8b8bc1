"""Small answers that views of every part share."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

Found = TypeVar("Found")


def found_or_404(query: Callable[..., Found], *arguments: Any) -> Found:
    """What a query finds; a 404 when it does not exist, or not in this cluster."""
    if arguments and arguments[0] is None:
        raise Http404
    try:
        return query(*arguments)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
