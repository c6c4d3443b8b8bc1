"""HiGHS as this room uses it: no output, one core, repeatable, and stopped when the watch says so."""

from collections.abc import Callable
from typing import Any

import highspy

from grappe.pool.watch import Watch

INFINITE = highspy.kHighsInf


def quiet_highs(seed: int, watch: Watch) -> highspy.Highs:
    """A solver that prints nothing, works on one core, repeats itself, and asks ``watch`` whether to go on."""
    highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("random_seed", seed % 2_147_483_647)
    stop = _stopping(watch)
    highs.cbSimplexInterrupt += stop
    highs.cbMipInterrupt += stop
    return highs


def run(highs: highspy.Highs, seconds: float) -> str:
    """Solves for at most ``seconds``: ``optimal``, ``infeasible`` or ``stopped``."""
    highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.01))
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return "optimal"
    return "infeasible" if status == highspy.HighsModelStatus.kInfeasible else "stopped"


def _stopping(watch: Watch) -> Callable[[Any], None]:
    def stop(event: Any) -> None:
        if not watch.go():
            event.interrupt()

    return stop
