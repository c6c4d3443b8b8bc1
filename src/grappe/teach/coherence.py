"""Which skills keep company: the skills of one course belong together as those of one occupation do.

Every skill is a point in a space of a few dozen directions, found from which occupations ask for it. Points are near
when the same occupations ask for both; language plays no part.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

from grappe.references import ESCO_OCCUPATION_SKILLS, ESCO_SKILLS, OCCUPATION_SKILLS, Release

DIRECTIONS = 96
_OPTIONAL, _ORDINARY = 0.5, 0.6  #: weight of a link that is not essential, or not of the core of the occupation
Points = npt.NDArray[np.float64]


class Company:
    """The points of the skills of a release: ``of_release`` makes it once, ``with_others`` is asked for each course."""

    def __init__(self, place: Mapping[str, int], points: Points) -> None:
        self._place, self._points = place, points

    @classmethod
    def of_release(cls, release: Release) -> "Company":
        """The points of the skills of a ROME or an ESCO release; the same release gives the same points."""
        skills, links = _links(release)
        place = {skill: row for row, skill in enumerate(skills)}
        columns: dict[str, int] = {}
        rows = [
            (place[skill], columns.setdefault(asker, len(columns)), weight)
            for skill, asker, weight in links
            if skill in place
        ]
        if not rows:
            return cls({}, np.zeros((0, 1)))
        at, to, weights = (np.array(values) for values in zip(*rows, strict=True))
        matrix = sparse.csr_matrix((weights.astype(float), (at, to)), shape=(len(place), len(columns)))
        return cls(place, _points(matrix))

    def with_others(self, skills: Sequence[str], weights: Sequence[float]) -> list[float]:
        """For each skill, 0 to 1: how near it is to the others of the list, weighed; 0.5 where nothing is known."""
        rows = np.array([self._place.get(skill, -1) for skill in skills])
        points = (
            np.where(rows[:, None] >= 0, self._points[np.maximum(rows, 0)], 0.0)
            if len(self._points)
            else np.zeros((len(rows), 1))
        )
        weighed = points * np.asarray(weights)[:, None]
        others = weighed.sum(axis=0)[None, :] - weighed
        lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(points, axis=1)
        near = np.divide((others * points).sum(axis=1), lengths, out=np.full(len(rows), 0.5), where=lengths > 1e-9)
        return [float(value) for value in np.clip(near, 0.0, 1.0)]

    def knows(self, skill: str) -> bool:
        """Whether anybody asks for the skill, so that its company is known."""
        return skill in self._place

    def centres(self, groups: Sequence[Sequence[str]]) -> Points:
        """The middle of each group of skills, of unit length; zero for a group without known skills."""
        middles = np.zeros((len(groups), self._points.shape[1]))
        for row, group in enumerate(groups):
            places = [self._place[skill] for skill in group if skill in self._place]
            if places:
                middles[row] = self._points[places].sum(axis=0)
        lengths = np.linalg.norm(middles, axis=1, keepdims=True)
        centres: Points = middles / np.maximum(lengths, 1e-12)
        return centres

    def nearest(self, skill: str, centres: Points, most: int) -> list[tuple[int, float]]:
        """The groups nearest to a skill, as rows of ``centres`` with how near (0 to 1), the nearest first."""
        near = np.clip(centres @ self._points[self._place[skill]], 0.0, 1.0)
        return [(int(row), float(near[row])) for row in np.argsort(-near, kind="stable")[:most]]


def _points(matrix: sparse.csr_matrix) -> Points:
    """Rows of unit length in the best few directions; an occupation that asks for much counts less for each."""
    asked = np.asarray(matrix.sum(axis=0)).ravel()
    weighed = matrix @ sparse.diags(1.0 / np.sqrt(1.0 + asked))
    size = min(DIRECTIONS, min(weighed.shape) - 1)
    if size < 1:
        return np.ones((matrix.shape[0], 1))
    left, values, _right = svds(weighed, k=size, v0=np.ones(min(weighed.shape)))
    points: Points = left * values
    unit: Points = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12)
    return unit


def _links(release: Release) -> tuple[list[str], list[tuple[str, str, float]]]:
    """Skills in order, and who asks for each (an occupation, or the group above the skill) with a weight."""
    if release.nomenclature == "esco":
        rows = release.read(ESCO_SKILLS).select(["uri", "broader"]).to_pylist()
        links = [
            (row["skill"], row["occupation"], 1.0 if row["relation"] == "essential" else _OPTIONAL)
            for row in release.read(ESCO_OCCUPATION_SKILLS).to_pylist()
        ]
        links += [(row["uri"], group, 1.0) for row in rows for group in row["broader"] or ()]
        return sorted(row["uri"] for row in rows), links
    links = [
        (row["skill"], row["occupation"], 1.0 if row["weight"] else _ORDINARY)
        for row in release.read(OCCUPATION_SKILLS).to_pylist()
    ]
    return sorted({skill for skill, _asker, _weight in links}), links
