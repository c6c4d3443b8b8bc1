"""The score of a case: Σ weight × points ÷ Σ weight × 4, the knock-outs, and how far the reviewers are apart."""

from dataclasses import dataclass
from statistics import fmean

from grappe.teach.label_scheme import BEST, Criterion
from grappe.teach.label_things import LabelCase


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """A criterion as the reviewers saw it. ``kept``: the points that count; ``apart``: largest difference.

    ``to_adjudicate``: they differ as much as the scheme no longer allows, and nobody settled it yet.
    """

    criterion: Criterion
    points: tuple[float, ...]
    kept: float
    apart: float
    suggested: int | None
    adjudicated: bool
    to_adjudicate: bool

    @property
    def knocked_out(self) -> bool:
        """Whether the points kept are under the bar of the criterion."""
        return self.criterion.knock_out is not None and self.kept < self.criterion.knock_out


@dataclass(frozen=True, slots=True)
class CaseScore:
    """The score of a case, 0 to 1, with its criteria."""

    score: float
    criteria: tuple[CriterionScore, ...]

    @property
    def knock_outs(self) -> tuple[str, ...]:
        """Criteria that rule the label out."""
        return tuple(each.criterion.id for each in self.criteria if each.knocked_out)

    @property
    def to_adjudicate(self) -> tuple[str, ...]:
        """Criteria on which the reviewers must be settled."""
        return tuple(each.criterion.id for each in self.criteria if each.to_adjudicate)


def case_score(case: LabelCase) -> CaseScore | None:
    """The score of a case; ``None`` before the first review. An adjudicated criterion counts as adjudicated."""
    if not case.reviews:
        return None
    criteria = tuple(_scored(criterion, case) for criterion in case.scheme.criteria)
    total = sum(each.criterion.weight * each.kept for each in criteria)
    return CaseScore(total / case.scheme.whole, criteria)


def _scored(criterion: Criterion, case: LabelCase) -> CriterionScore:
    points = tuple(review.points[criterion.id] for review in case.reviews)
    settled = case.adjudications.get(criterion.id)
    apart = max(points) - min(points)
    return CriterionScore(
        criterion=criterion,
        points=points,
        kept=settled.points if settled else fmean(points),
        apart=apart,
        suggested=criterion.suggested(case.figures.get(criterion.indicator or "")),
        adjudicated=settled is not None,
        to_adjudicate=settled is None and apart >= case.scheme.rules.dispersion,
    )


def in_range(points: float) -> bool:
    """Whether points lie on the scale."""
    return 0 <= points <= BEST
