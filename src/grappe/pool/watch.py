"""How long a plan may take: a clock, and a person who may ask to stop."""

import time

from grappe.words import Interrupted, Progress, Sentence, silent

_EVERY = 0.3


class Watch:
    """Says whether to go on. A stop is remembered: everything after it ends at once with what there is."""

    def __init__(self, seconds: float, progress: Progress) -> None:
        self._began = time.monotonic()
        self._seconds, self._progress = seconds, progress
        self._told = self._began - _EVERY
        self._saying = Sentence("Emplois partagés", "Shared jobs")
        self.interrupted = False

    def phase(self, sentence: Sentence) -> None:
        """What is being done from now on."""
        self._saying = sentence
        self.go()

    @property
    def passed(self) -> float:
        """Seconds since the work began."""
        return time.monotonic() - self._began

    @property
    def left(self) -> float:
        """Seconds that are left; none after a stop."""
        return 0.0 if self.interrupted else max(0.0, self._seconds - self.passed)

    def go(self) -> bool:
        """Whether there is time, and nobody asked to stop; tells the person where the work is."""
        if self.interrupted:
            return False
        if time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            try:
                self._progress(min(int(self.passed), int(self._seconds)), int(self._seconds), self._saying)
            except Interrupted:
                self.interrupted = True
        return self.left > 0


class PartWatch(Watch):
    """A part of the time of another watch; a stop of either ends it."""

    def __init__(self, whole: Watch, seconds: float) -> None:
        super().__init__(min(seconds, whole.left), silent)
        self._whole = whole

    def go(self) -> bool:
        """Whether there is time in this part and in the whole."""
        return self._whole.go() and self.left > 0
