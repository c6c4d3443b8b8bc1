"""From a problem to a plan: columns, bound, cuts, dive, search, proof, and fewer jobs and kilometres among equals."""

import math
from collections.abc import Callable
from typing import Literal

import numpy as np

from grappe.pool.columns import Columns, enumerate_columns, sampled_columns
from grappe.pool.cuts import NeedIndex, violated
from grappe.pool.dive import dive, greedy
from grappe.pool.master import Master, bound_at
from grappe.pool.packing import Packing, Row
from grappe.pool.plans import Job, Plan
from grappe.pool.problem import Flags, PoolProblem, Whole
from grappe.pool.regions import ByRegion
from grappe.pool.search import Search
from grappe.pool.watch import Watch
from grappe.words import Progress, Sentence, silent

#: Up to how many columns all is proven at once, fewest kilometres are, and worth and fewest jobs are.
TIES_MOST, KM_MOST, PROOF_MOST = 1_500, 5_000, 30_000
#: From how many needs on a plan is made region by region, and the share of the time that takes.
_REGIONS_FROM, _REGIONS_SHARE = 1_500, 0.6
_CUT_ROUNDS, _IDLE_CUTS, _NODES, _TIE_NODES = 25, 3, 2_000, 50
#: Of the time given: what listing the jobs may take, what the search leaves for ties, what proving ties may take; and
#: a bound that took more than the last share gets no cuts, so that there is time for a plan.
_COLUMNS_SHARE, _TIDY_SHARE, _TIES_SHARE, _QUICK_SHARE = 0.25, 0.1, 0.25, 0.1


def plan(problem: PoolProblem, *, seconds: float = 60.0, seed: int = 0, progress: Progress = silent) -> Plan:
    """The best plan found within ``seconds``, with a bound; the same seed and no clock reached give the same plan.

    ``progress`` may raise ``Interrupted``: the best plan so far comes back, with its honest gap.
    """
    watch = Watch(seconds, progress)
    solving = _Solving(problem, watch, seed=seed, seconds=seconds)
    if problem.needs:
        solving.run()
    return solving.told()


class _Solving:
    def __init__(self, problem: PoolProblem, watch: Watch, *, seed: int, seconds: float) -> None:
        self.problem, self.watch, self.seed, self.seconds = problem, watch, seed, seconds
        self.ties_until = seconds
        self.seconds_proven: float | None = None
        self.bound = int(problem.worth.sum()) if problem.needs else 0
        self.unit = math.gcd(*problem.worth.tolist()) or 1 if problem.needs else 1
        self.ties: Literal["proven", "searched"] = "searched" if problem.needs else "proven"
        self.columns: Columns | None = None
        self.open: Flags = np.zeros(len(problem.needs), dtype=bool)
        self.search: Search | None = None
        self.work: dict[str, int] = {}

    def run(self) -> None:
        """All the steps, each while there is time and something left to win."""
        self.watch.phase(Sentence("Emplois possibles", "Possible jobs"))
        columns = self.columns = self._columns()
        self.work["columns"] = len(columns)
        count = len(self.problem.needs)
        index = NeedIndex(columns, count)
        self.open = index.counts > 0
        open_ = self.open if columns.complete else columns.pairs.any(axis=1)
        if columns.complete or columns.pairs_complete:
            self._lower(float(self.problem.worth[open_].sum()))
        search = self.search = Search(self.problem, columns, index, seed=self.seed)
        search.take(greedy(columns, count, np.argsort(-columns.worth, kind="stable")))
        if columns.complete and len(columns) <= TIES_MOST and self._exactly(columns, search):
            return
        self._relaxed(columns, index, search)
        self._searched(columns, search)
        self._tied(columns, search)

    def _columns(self) -> Columns:
        """Every lawful job; where they are too many for the time or the memory, some of them."""
        columns = enumerate_columns(self.problem, self._in_time(_COLUMNS_SHARE))
        if columns.complete or not columns.pairs_complete or self.watch.interrupted:
            return columns
        return sampled_columns(self.problem, columns.pairs, self._in_time(2 * _COLUMNS_SHARE), self.seed)

    def _in_time(self, share: float) -> Callable[[], bool]:
        return lambda: self.watch.go() and self.watch.passed < share * self.seconds

    def told(self) -> Plan:
        """What came out."""
        rows = sorted(self.search.chosen) if self.search and self.columns else []
        count = len(self.problem.needs)
        sets = [[need for need in self.columns.sets[row].tolist() if need < count] for row in rows if self.columns]
        needs = self.problem.needs
        placed = {place for held in sets for place in held}
        jobs = tuple(
            Job(number, tuple(needs[place] for place in held), self.problem.km_of(held))
            for number, held in enumerate(sorted(sets), 1)
        )
        objective = int(self.problem.worth[sorted(placed)].sum())
        return Plan(
            status="optimal" if objective >= self.bound else "feasible",
            objective=objective,
            bound=max(self.bound, objective),
            seconds=round(self.watch.passed, 3),
            seconds_proven=round(self.seconds_proven, 3) if objective >= self.bound and self.seconds_proven else None,
            jobs=jobs,
            unplaced=tuple(need for place, need in enumerate(needs) if place not in placed),
            ties=self.ties if objective >= self.bound else "searched",
            interrupted=self.watch.interrupted,
            possible=frozenset(needs[place].need for place in np.flatnonzero(self.open)),
            complete=self.columns.complete if self.columns else True,
            work=self.work | ({"rounds": self.search.rounds} if self.search else {}),
        )

    def _lower(self, bound: float) -> None:
        """A bound is whole, and a multiple of what all worths are multiples of."""
        if not math.isfinite(bound):
            return
        slack = 1e-6 * (len(self.problem.needs) + 1) + 1e-9 * abs(bound)
        self.bound = min(self.bound, math.floor((bound + slack) / self.unit) * self.unit)

    def _relaxed(self, columns: Columns, index: NeedIndex, search: Search) -> None:
        """The linear programme, its cuts, and the dive from them; region by region where needs are many."""
        if search.score.worth >= self.bound or not len(columns):
            return
        if len(self.problem.needs) > _REGIONS_FROM:
            self._by_region(columns, search)
            return
        self.watch.phase(Sentence("Borne", "Bound"))
        master = Master(columns, len(self.problem.needs), self.watch, seed=self.seed)
        began = self.watch.passed
        ended = self._converged(master)
        quick = self.watch.passed - began < _QUICK_SHARE * self.seconds
        idle = 0
        for _round in range(_CUT_ROUNDS if columns.complete and quick else 0):
            if not ended or idle >= _IDLE_CUTS or search.score.worth >= self.bound:
                break
            cuts = violated(master, index)
            if not cuts:
                break
            before = self.bound
            master.cut(cuts)
            ended = self._converged(master)
            idle = 0 if self.bound < before else idle + 1
        self.work["cuts"] = len(master.cuts)
        if ended:
            self.watch.phase(Sentence("Premier plan", "First plan"))
            search.take(dive(master, self.watch))

    def _by_region(self, columns: Columns, search: Search) -> None:
        self.watch.phase(Sentence("Région par région", "Region by region"))
        planned = ByRegion(self.problem, columns, search, self.watch, seed=self.seed)
        planned.run(until=self.watch.passed + _REGIONS_SHARE * self.watch.left, target=self.bound)
        if columns.complete:
            self._lower(bound_at(columns, planned.prices))

    def _converged(self, master: Master) -> bool:
        """Solves and prices until no column gains; lowers the bound on the way. Half the time left at most."""
        while master.solve(self.watch.left / 2):
            gains = master.gains()
            if master.columns.complete:
                self._lower(master.bound(gains))
            rows = master.best_by_need(gains, 4)
            if not len(rows):
                return True
            master.add(rows)
        return False

    def _searched(self, columns: Columns, search: Search) -> None:
        """Search; when few columns, the proof; search again."""
        self.watch.phase(Sentence("Recherche de mieux", "Looking for better"))
        small = columns.complete and len(columns) <= PROOF_MOST
        kept = self.watch.left * _TIDY_SHARE
        search.improve(self.watch, target=self.bound, patience=15 if small else 400, keep=kept)
        if small and search.score.worth < self.bound:
            self.watch.phase(Sentence("Preuve", "Proof"))
            self._proven(columns, search)

    def _proven(self, columns: Columns, search: Search) -> None:
        gains = columns.worth / self.unit
        start = np.array(sorted(search.chosen), dtype=np.int64)
        packing = Packing(columns.sets, gains, len(self.problem.needs), start=start)
        packed = packing.solve(self.watch, seed=self.seed, seconds=self.watch.left)
        self._lower(packed.bound * self.unit)
        if packed.rows is not None:
            search.take(packed.rows)

    def _exactly(self, columns: Columns, search: Search) -> bool:
        """Worth and jobs in one branch-and-cut, then kilometres; whether worth is proven."""
        needs = len(self.problem.needs)
        gains = columns.worth / self.unit * (needs // 2 + 1) - 1.0
        rows = self._packed(Packing(columns.sets, gains, needs), search, nodes=_NODES)
        if rows is None:
            return False
        self._lower(float(columns.worth[rows].sum()))
        self.seconds_proven = self.watch.passed
        self._nearest(columns, search)
        return True

    def _tied(self, columns: Columns, search: Search) -> None:
        """Among plans of the same worth fewer jobs, then fewer kilometres: proven with few columns, else sought."""
        self.seconds_proven = self.watch.passed
        self.watch.phase(Sentence("Moins d'emplois, moins de kilomètres", "Fewer jobs, fewer kilometres"))
        self.ties_until = self.watch.passed + _TIES_SHARE * self.seconds
        fewest = False
        if columns.complete and len(columns) <= PROOF_MOST and search.score.worth >= self.bound:
            fewest = self._fewest(columns, search)
        if fewest and len(columns) <= KM_MOST:
            self._nearest(columns, search)
        if self.ties == "searched":
            search.tidy(self.watch, rounds=min(60, len(search.chosen)))

    def _fewest(self, columns: Columns, search: Search) -> bool:
        """As few jobs as the worth of the plan allows; whether that is proven."""
        ones, start = np.ones(len(columns)), np.array(sorted(search.chosen), dtype=np.int64)
        worth = columns.worth / self.unit
        same = Row(worth, least=float(worth[start].sum()) - 1e-6)
        packing = Packing(columns.sets, -ones, len(self.problem.needs), (same,), start=start)
        return self._packed(packing, search, nodes=_TIE_NODES) is not None

    def _nearest(self, columns: Columns, search: Search) -> None:
        """As few kilometres as the worth and the jobs of the plan allow."""
        ones, start = np.ones(len(columns)), np.array(sorted(search.chosen), dtype=np.int64)
        worth = columns.worth / self.unit
        km = np.array([search.millimetres(row) / 1e6 for row in range(len(columns))])
        same = (Row(worth, least=float(worth[start].sum()) - 1e-6), Row(ones, most=len(start) + 1e-6))
        packing = Packing(columns.sets, -km, len(self.problem.needs), same, start=start)
        nodes = _NODES if len(columns) <= TIES_MOST else _TIE_NODES
        if self._packed(packing, search, nodes=nodes) is not None:
            self.ties = "proven"

    def _packed(self, packing: Packing, search: Search, *, nodes: int) -> Whole | None:
        packed = packing.solve(self.watch, seed=self.seed, seconds=self.ties_until - self.watch.passed, nodes=nodes)
        if packed.rows is not None:
            search.take(packed.rows)
        return packed.rows if packed.proven else None
