"""From a problem to a rotation: first plan, bound, dive, search, and with few itineraries in the gap the proof."""

import math

import numpy as np

from grappe.pool.rotation.arrays import Arrays, Hosts, Whole
from grappe.pool.rotation.assembling import Assembly, Candidates
from grappe.pool.rotation.bounding import Bounding
from grappe.pool.rotation.conflicts import conflict
from grappe.pool.rotation.diving import Diving
from grappe.pool.rotation.improving import Improving
from grappe.pool.rotation.lineup import Lineup
from grappe.pool.rotation.master import Master, Places
from grappe.pool.rotation.mentoring import mentors_of
from grappe.pool.rotation.rotations import Rotation, Status, Stay
from grappe.pool.rotation.scans import scans_of
from grappe.pool.rotation.things import RotationProblem
from grappe.pool.watch import Watch
from grappe.words import Progress, Sentence, silent

#: Itineraries in the gap that branch-and-cut still takes, shares of the time that the bound and the first search take,
#: and rounds of search without a gain before the proof and after it.
_PROOF_MOST, _BOUND_SHARE, _SEARCH_SHARE, _PATIENCE, _LONG = 60_000, 0.6, 0.35, 12, 120
#: How near, relative to the bound, the programme's value must come with more apprentices than this.
_FEW, _NEAR = 60, 2e-4


def rotate(problem: RotationProblem, *, seconds: float = 60.0, seed: int = 0, progress: Progress = silent) -> Rotation:
    """The best rotation found within ``seconds``, with a bound; the same seed and no clock reached give the same one.

    ``progress`` may raise ``Interrupted``: the best rotation so far comes back, with its honest gap.
    """
    watch = Watch(seconds, progress)
    return Rotating(Arrays(problem), watch, seed=seed, seconds=seconds).run()


class Rotating:
    """One problem being solved."""

    def __init__(self, arrays: Arrays, watch: Watch, *, seed: int, seconds: float) -> None:
        self.arrays, self.watch, self.seed, self.seconds = arrays, watch, seed, seconds
        watch.phase(Sentence("Parcours possibles", "Possible itineraries"))
        self.scans, self.complete = scans_of(arrays)
        self.places = Places(arrays, [scan.hosts for scan in self.scans])
        self.lineup = Lineup(arrays, self.places)
        self.bound = 0
        self.proven: float | None = None
        self.work: dict[str, int] = {}
        self.conflict: tuple[list[str], list[str]] | None = None

    def run(self, start: Hosts | None = None) -> Rotation:
        """All the steps, each while there is time and something left to win."""
        bounding = Bounding(self.arrays, self.scans, self._master(), self.watch)
        self.lineup = self._first(bounding, start)
        self.watch.phase(Sentence("Borne", "Bound"))
        few = len(self.scans) <= _FEW
        bounding.run(until=_BOUND_SHARE * self.seconds, near=0.0 if few else _NEAR)
        self._lower(bounding.whole)
        self.work |= {"columns": len(bounding.master.cost), "pricing_rounds": bounding.rounds}
        if self._impossible(bounding):
            return self.told()
        if not self._done() and math.isfinite(bounding.master.value):
            self.watch.phase(Sentence("Premier plan", "First plan"))
            self._take(Diving(bounding, self.scans, Lineup(self.arrays, self.places), self.watch).run())
        self._searched(bounding)
        return self.told()

    def _master(self) -> Master:
        return Master(self.arrays, self.places, self.watch, seed=self.seed)

    def _first(self, bounding: Bounding, start: Hosts | None) -> Lineup:
        lineup = Lineup(self.arrays, self.places)
        if start is not None:
            for person, hosts in enumerate(start):
                scan = self.scans[person]
                if (hosts >= 0).any():
                    lineup.place(person, hosts, int(self.arrays.cost(scan.apprentice, hosts[None])[0]))
        return Diving(bounding, self.scans, lineup, self.watch).rest()

    def _lower(self, bound: float) -> None:
        if self.complete and math.isfinite(bound):
            self.bound = max(self.bound, math.ceil(bound - 1e-6))
        if self._done() and self.proven is None:
            self.proven = self.watch.passed

    def _take(self, lineup: Lineup) -> None:
        if lineup.points < self.lineup.points:
            self.lineup = lineup
        self._lower(self.bound)

    def _done(self) -> bool:
        return self.lineup.whole and self.lineup.points <= self.bound

    def _impossible(self, bounding: Bounding) -> bool:
        """Whether the programme has no lawful solution at all; the conflict is then looked for."""
        if self.lineup.whole or not self.complete:
            return False
        if all(np.isfinite(scan.best(bounding.prices.of(scan.apprentice))) for scan in self.scans) and (
            not bounding.ended or bounding.master.forgone < 1e-6
        ):
            return False
        self.watch.phase(Sentence("Ce qui se contredit", "What contradicts itself"))
        self.conflict = conflict(self.arrays.problem, self.watch, seed=self.seed)
        return self.conflict is not None

    def _searched(self, bounding: Bounding) -> None:
        """Search, the proof where few itineraries are in the gap, and search again."""
        improving = Improving(self.scans, bounding.prices, self.lineup, seed=self.seed)
        few = len(self.scans) <= _FEW
        patience = _PATIENCE if few else _LONG
        share = self.watch.passed + _SEARCH_SHARE * self.watch.left if few else self.seconds
        while not self._done() and self.watch.go():
            self.watch.phase(Sentence("Recherche de mieux", "Looking for better"))
            improving.run(self.watch, target=self.bound, patience=patience, until=share)
            self._take(improving.lineup)
            if self._done() or not few or not self._proved(bounding):
                break
            improving.lineup, share = self.lineup, self.seconds
        if few and not self._done():
            improving.run(self.watch, target=self.bound, patience=_LONG, until=self.seconds)
            self._take(improving.lineup)
        self.work["rounds"] = improving.rounds

    def _proved(self, bounding: Bounding) -> bool:
        """Branch-and-cut over all itineraries in the gap; false where there are too many or time ran out."""
        candidates = self._in_the_gap(bounding) if self.lineup.whole else None
        if candidates is None:
            return False
        self.watch.phase(Sentence("Preuve", "Proof"))
        assembly = Assembly(self.places, self.lineup.days, self.lineup.repeating, np.zeros(len(self.places)))
        chosen = assembly.solve(
            candidates, self.watch, seed=self.seed, seconds=self.watch.left, nodes=None, start=self._rows(candidates)
        )
        if chosen.rows is not None:
            after = Lineup(self.arrays, self.places)
            for row in chosen.rows.tolist():
                after.place(int(candidates.whose[row]), candidates.hosts[row], int(candidates.cost[row]))
            self._take(after)
        self._lower(min(chosen.bound, self.lineup.points))
        return False

    def _in_the_gap(self, bounding: Bounding) -> Candidates | None:
        """Itineraries that a better plan than this one may hold: their price is above the least by the gap at most."""
        near = self.lineup.points - bounding.bound + 1e-6
        whose, hosts, cost, count = [], [], [], 0
        for person, scan in enumerate(self.scans):
            prices = bounding.prices.of(scan.apprentice)
            found = scan.below(prices, scan.best(prices) + near, most=_PROOF_MOST)
            count += len(found.hosts)
            if count > _PROOF_MOST or not self.watch.go():
                return None
            whose.append(np.full(len(found.hosts), person, dtype=np.int64))
            hosts.append(found.hosts)
            cost.append(self.arrays.cost(scan.apprentice, found.hosts))
        self.work["proof_columns"] = count
        return Candidates(np.concatenate(whose), np.concatenate(hosts), np.concatenate(cost))

    def _rows(self, candidates: Candidates) -> Whole | None:
        """Where the plan stands among the candidates."""
        same = (candidates.hosts == self.lineup.hosts[candidates.whose]).all(axis=1)
        rows = np.flatnonzero(same)
        return rows if len(rows) == len(self.scans) else None

    def told(self) -> Rotation:
        """What came out."""
        arrays, hosts = self.arrays, self.lineup.hosts
        status: Status = "feasible" if self.lineup.whole else "unknown"
        if self._done():
            status = "optimal"
        if self.conflict is not None:
            status = "infeasible"
        points = self.lineup.points if self.lineup.whole else None
        return Rotation(
            status=status,
            objective=points,
            bound=min(self.bound, points) if points is not None else self.bound,
            seconds=round(self.watch.passed, 3),
            stays=stays_of(arrays, hosts) if self.lineup.whole else (),
            points=points,
            mains=_mains(arrays, hosts) if self.lineup.whole else {},
            conflict=tuple(self.conflict[0]) if self.conflict else (),
            conflict_companies=tuple(self.conflict[1]) if self.conflict else (),
            interrupted=self.watch.interrupted,
            seconds_proven=round(self.proven, 3) if self.proven is not None else None,
            complete=self.complete,
            work=self.work,
        )


def stays_of(arrays: Arrays, hosts: Hosts) -> tuple[Stay, ...]:
    """The stays of a plan, by apprentice and block, with mentors."""
    problem, mentors = arrays.problem, mentors_of(arrays, hosts)
    return tuple(
        Stay(
            problem.apprentices[person].apprentice,
            problem.blocks[block].block,
            problem.companies[int(hosts[person, block])].company,
            mentors[person, block],
        )
        for person in range(len(hosts))
        for block in range(arrays.blocks)
        if hosts[person, block] >= 0
    )


def _mains(arrays: Arrays, hosts: Hosts) -> dict[str, str]:
    """The main company of each apprentice: the one named, else (a lost employer) the first host."""
    problem = arrays.problem
    first = [next((int(host) for host in row if host >= 0), -1) for row in hosts]
    return {
        person.apprentice: person.main or problem.companies[first[at]].company
        for at, person in enumerate(problem.apprentices)
    }
