"""Where the records are in an XML document that nobody described."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

#: Names that feeds give to one offer; stops the descent in a feed that holds a single one.
RECORD_NAMES = re.compile(r"(offre|offer|job|annonce|item|entry|vacan|posting|position|poste|record|row)", re.I)
_REPEATED, _ALONE = 0.3, 0.5


def record_path_in(root: Any, name_of: Callable[[Any], str]) -> str:
    """Path from the root to the elements that repeat and hold most of the leaves: ``rss.channel.item``."""
    trail, nodes = [name_of(root)], [root]
    while True:
        found = _descent(nodes, name_of)
        if found is None:
            return ".".join(trail)
        name, nodes, repeated = found
        trail.append(name)
        if repeated or (RECORD_NAMES.search(name) and _direct_leaves(nodes) >= 3):
            return ".".join(trail)


def _descent(nodes: list[Any], name_of: Callable[[Any], str]) -> tuple[str, list[Any], bool] | None:
    """The child that leads to the records (name, elements, whether it repeats), or nothing."""
    children: dict[str, list[Any]] = {}
    for node in nodes:
        for child in node:
            if isinstance(child.tag, str) and (len(child) or child.attrib):
                children.setdefault(name_of(child), []).append(child)
    leaves = Counter({name: sum(map(_leaves, listed)) for name, listed in children.items()})
    total = sum(_leaves(node) for node in nodes) or 1
    for name, held in leaves.most_common():
        repeated = len(children[name]) > len(nodes)
        if held >= (_REPEATED if repeated else _ALONE) * total:
            return name, children[name], repeated
    return None


def _leaves(element: Any) -> int:
    return sum(1 for node in element.iter() if isinstance(node.tag, str) and not len(node)) + len(element.attrib)


def _direct_leaves(nodes: list[Any]) -> int:
    return sum(1 for child in nodes[0] if isinstance(child.tag, str) and not len(child))
