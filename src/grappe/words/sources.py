"""Where a fact comes from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set: name, publisher, licence, address, day of retrieval (``None`` where unknown)."""

    name: str
    publisher: str | None = None
    licence: str | None = None
    address: str | None = None
    retrieved: date | None = None

    def cited(self) -> str:
        """One line for a footnote: publisher, name, licence, address."""
        parts = (self.publisher, self.name, self.licence, self.address)
        return ", ".join(part for part in parts if part)
