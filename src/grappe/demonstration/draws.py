"""Drawing at random, from a source that is always given."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from grappe.words import Siren, Siret

Drawn = TypeVar("Drawn")


def source(seed: int, part: str) -> Random:
    """The random source of one part: what one part draws never shifts another."""
    return Random(f"{seed}:{part}")


def weighted(rng: Random, weights: Mapping[Drawn, float]) -> Drawn:
    """One key, in proportion to its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def some(rng: Random, items: Sequence[Drawn], least: int, most: int) -> list[Drawn]:
    """Between ``least`` and ``most`` different items, fewer where there are not so many, in their order."""
    count = min(len(items), rng.randint(least, most))
    return [items[rank] for rank in sorted(rng.sample(range(len(items)), count))]


def fictional_siret(number: int) -> str:
    """A SIRET with valid keys whose SIREN begins with 000, which Insee does not give.

    >>> fictional_siret(1)
    '00000001800010'
    """
    if not 0 < number < 100_000:
        raise ValueError("a fictional number has at most five digits")
    siren = _with_key(f"000{number:05d}")
    return str(Siret(_with_key(f"{Siren(siren)}0001")))


def fictional_uai(number: int) -> str:
    """A UAI with a valid letter in the département 099, which does not exist."""
    digits = f"099{number:04d}"
    return digits + "ABCDEFGHJKLMNPRSTUVWXYZ"[int(digits) % 23]


def _with_key(digits: str) -> str:
    """The digits and their Luhn key."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if rank % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"
