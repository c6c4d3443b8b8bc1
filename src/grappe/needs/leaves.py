"""The leaves of records: one column of values for each path, whatever rank it has in lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from grappe.needs.layouts import Origin
from grappe.needs.naming import Name
from grappe.needs.shapes import Shape, shape_of

_RANK = re.compile(r"\[(\d+)\]")
_NAMING_ATTRIBUTES = ("label", "name", "title", "libelle", "key")
_LABEL_LONGEST = 80
_TITLING = re.compile(
    r"(.+)(?:@(?:name|nom|key|cle|label|libelle|code|id|type)|\.(?:name|nom|key|label|libelle|fieldLabel|title))"
)
_VALUE_WORDS = ("value", "valeur", "text", "texte", "content", "valueLabel", "#text", "values")
_TITLES = 3  #: titles that a list must have for its elements to be fields

Cells = Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """What was seen of a path: its first spelling, the values by record."""

    first: str
    label: str = ""
    values: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaf:
    """A field of the records as the feed writes it.

    ``path`` reads one value (the first of a list); ``every`` reads all the elements of a list, one a line; ``values``
    are the first value of each record (record rank → text), ``listed`` whether some record holds several.
    """

    path: str
    every: str
    values: Mapping[int, str]
    full: Mapping[int, str]
    listed: bool
    records: int
    label: str = ""

    @cached_property
    def name(self) -> Name:
        """The words of its path, and what the feed calls it."""
        return Name.of(self.path, self.label)

    @cached_property
    def shape(self) -> Shape:
        """What its values look like."""
        return shape_of(list(self.values.values()), records=self.records)

    @property
    def example(self) -> str:
        """Its first value."""
        return next(iter(self.values.values()), "")

    def origin(self) -> Origin:
        """Where it is, for a layout."""
        return Origin((self.path,))


def leaves_of(sample: Sequence[Cells]) -> list[Leaf]:
    """The leaves of a sample of records, in the order they are met."""
    found: dict[str, _Found] = {}
    titled = titled_elements(sample)
    for rank, cells in enumerate(sample):
        for path, text in cells.items():
            label = titled.get(path)
            seen = found.setdefault(path if label else _RANK.sub("", path), _Found(path, label or ""))
            seen.values.setdefault(rank, []).append(text)
            if len(seen.first) > len(path) or (seen.first > path and len(seen.first) == len(path)):
                seen.first = path
    labels = _labels(found)
    return [_leaf(seen, len(sample), seen.label or labels.get(bare, "")) for bare, seen in found.items()]


def titled_elements(sample: Sequence[Cells]) -> dict[str, str]:
    """Path of a value → its title, where each element of a list says what it is: ``<field name="city">Lyon</field>``,
    ``{"label": "city", "value": "Lyon"}``. Only where an element has the same title in every record."""
    titles: dict[str, set[str]] = {}
    for path, text in ((path, text) for cells in sample for path, text in cells.items()):
        if match := _TITLING.fullmatch(path):
            titles.setdefault(match[1], set()).add(text)
    fixed = {element: said.pop() for element, said in titles.items() if len(said) == 1}
    lists: dict[str, set[str]] = {}
    for element, title in fixed.items():
        lists.setdefault(_RANK.sub("", element), set()).add(title)
    told = {element: title for element, title in fixed.items() if len(lists[_RANK.sub("", element)]) >= _TITLES}
    paths = {path for cells in sample for path in cells}
    return {path: title for path in paths for element, title in told.items() if path in _values_of(element)}


def _values_of(element: str) -> tuple[str, ...]:
    return (element, *(f"{element}.{word}" for word in _VALUE_WORDS))


def _leaf(seen: _Found, records: int, label: str) -> Leaf:
    listed = any(len(values) > 1 for values in seen.values.values())
    return Leaf(
        path=seen.first,
        every=_every(seen.first) if listed else seen.first,
        values={rank: values[0] for rank, values in seen.values.items()},
        full={rank: "\n".join(values) for rank, values in seen.values.items()},
        listed=listed,
        records=records,
        label=label,
    )


def _every(path: str) -> str:
    """The path of all the elements: ``skills[0].name`` → ``skills[].name``, a repeated XML tag → ``tag[]``."""
    return _RANK.sub("[]", path, count=1) if _RANK.search(path) else f"{path}[]"


def _labels(found: Mapping[str, _Found]) -> dict[str, str]:
    """What the feed calls a field in an attribute of its element: ``list1@label`` = « Rémunération »."""
    labels: dict[str, str] = {}
    for bare, seen in found.items():
        element, _, attribute = bare.rpartition("@")
        if element and attribute in _NAMING_ATTRIBUTES and element in found:
            said = {value for values in seen.values.values() for value in values}
            if len(said) == 1 and len(text := said.pop()) <= _LABEL_LONGEST:
                labels[element] = text
    return labels
