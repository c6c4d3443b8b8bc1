"""How long work says where it is, and how it is asked to stop."""

from collections.abc import Callable

from grappe.words.sentences import Sentence

#: Called with what is done, the total (``None`` while unknown) and what is being done; may raise ``Interrupted``.
Progress = Callable[[int, int | None, Sentence], None]


class Interrupted(Exception):  # noqa: N818 - an outcome that a person asked for
    """The person asked to stop; what is done is kept and the same call resumes."""


def silent(_done: int, _total: int | None, _message: Sentence) -> None:
    """Progress that nobody looks at."""
