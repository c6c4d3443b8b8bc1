"""Rotations by brute force: every host in every block, every rule read from the text once more, the fewest points."""

import math
from itertools import pairwise, product
from typing import Any


def fewest(document: dict[str, Any]) -> int | None:
    """Points of the best rotation of a small problem, ``None`` where there is no lawful one."""
    ways = [_ways(document, person) for person in document["apprentices"]]
    return _least(document, ways, [], 0, math.inf)


def fewest_moves(document: dict[str, Any], before: dict[str, list[str]]) -> int | None:
    """Fewest blocks with another host than before, among lawful rotations."""
    ways = [
        [
            (hosts, sum(a != b for a, b in zip(hosts, before[person["apprentice"]], strict=True)))
            for hosts, _cost in held
        ]
        for person, held in ((person, _ways(document, person)) for person in document["apprentices"])
    ]
    return _least(document, ways, [], 0, math.inf)


def _least(document: dict[str, Any], ways: list[Any], taken: list[Any], cost: int, best: float) -> Any:
    if len(taken) == len(ways):
        return cost if cost < best else None
    found = None
    for hosts, points in sorted(ways[len(taken)], key=lambda way: way[1]):
        if cost + points >= best:
            break
        if _room(document, [*taken, hosts]):
            under = _least(document, ways, [*taken, hosts], cost + points, best)
            if under is not None:
                best = found = under
    return found


def _room(document: dict[str, Any], taken: list[tuple[str, ...]]) -> bool:
    """Two apprentices a mentor, three where one repeats a year, block by block."""
    people = document["apprentices"]
    for block in range(len(document["blocks"])):
        for company in document["companies"]:
            here = [people[at] for at, hosts in enumerate(taken) if hosts[block] == company["company"]]
            plain = [person for person in here if not person.get("repeating")]
            mentors = company["mentors"]
            if len(plain) > 2 * mentors or len(here) > 3 * mentors:
                return False
    return True


def _ways(document: dict[str, Any], person: dict[str, Any]) -> list[tuple[tuple[str, ...], int]]:
    names = [company["company"] for company in document["companies"]]
    blocks = len(document["blocks"])
    found = []
    for hosts in product(names, repeat=blocks):
        if _lawful(document, person, hosts):
            found.append((hosts, _points(document, hosts)))
    return found


def _lawful(document: dict[str, Any], person: dict[str, Any], hosts: tuple[str, ...]) -> bool:
    rules, days = document["rules"], [block["days"] for block in document["blocks"]]
    companies = {company["company"]: company for company in document["companies"]}
    runs: list[list[int]] = []
    for block, host in enumerate(hosts):
        if block and host == hosts[block - 1]:
            runs[-1].append(block)
        else:
            runs.append([block])
    spent = [sum(days[block] for block in run) for run in runs]
    main = person["employer"]
    if hosts[0] != main or any(block in companies[host].get("closed", ()) for block, host in enumerate(hosts)):
        return False
    if len(runs) > 1 and (spent[0] < rules["first-swap-days"] or min(spent) < rules["stay-days"]):
        return False
    at_main = sum(count for count, host in zip(days, hosts, strict=True) if host == main)
    return (
        len(runs) - 1 <= rules["swaps"]
        and (len(runs) == 1 or len(runs[-1]) >= rules["last-blocks-together"])
        and at_main >= rules["employer-share"] * sum(days)
        and len(set(hosts) - {main}) <= rules["other-hosts"]
    )


def _points(document: dict[str, Any], hosts: tuple[str, ...]) -> int:
    """Swaps and what skills lack; the invented problems have no coordinates."""
    rules = document["rules"]
    points = rules["cost-swap"] * sum(a != b for a, b in pairwise(hosts))
    companies = {company["company"]: company for company in document["companies"]}
    for target in document.get("targets", ()):
        done = sum(
            block["days"] * round(100 * companies[host]["skills"].get(target["skill"], 0))
            for block, host in zip(document["blocks"], hosts, strict=True)
            if block["year"] <= target["year"]
        )
        points += (rules["cost-missing-day"] * max(0, 100 * target["days"] - done) + 50) // 100
    return int(points)
