"""The likeness of texts, written as its definition: two cosines of dictionaries."""

from collections import Counter
from math import log, sqrt

from grappe.coding.index import pieces, stem


def likeness(documents: list[str], query: str, *, shares: tuple[float, float]) -> list[float]:
    """``shares`` of the cosine over pieces of words and of that over stems, for each document."""
    kinds = (pieces, lambda word: (stem(word),))
    parts = [_cosines(documents, query, features) for features in kinds]
    return [shares[0] * a + shares[1] * b for a, b in zip(*parts, strict=True)]


def _cosines(documents: list[str], query: str, features) -> list[float]:
    bags = [Counter(name for word in document.split() for name in features(word)) for document in documents]
    asked = Counter(name for word in query.split() for name in features(word))

    def rarity(name: str) -> float:
        return log((1 + len(bags)) / (1 + sum(name in bag for bag in bags))) + 1

    def norm(bag: Counter) -> float:
        known = {name for other in bags for name in other}
        squares = [
            (count * rarity(name)) ** 2 if name in known else count * rarity(name) ** 2 for name, count in bag.items()
        ]
        return sqrt(sum(squares)) or 1.0

    def product(bag: Counter) -> float:
        return sum(count * asked[name] * rarity(name) ** 2 for name, count in bag.items())

    return [product(bag) / (norm(bag) * norm(asked)) for bag in bags]
