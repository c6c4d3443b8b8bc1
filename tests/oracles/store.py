"""The store, slow and obvious: a dictionary of keys to rows and sources, and the commits done."""

from typing import Any


class DictStore:
    """One frame. Rows are dictionaries; ``key`` names their key columns."""

    def __init__(self, key: tuple[str, ...]) -> None:
        self.key = key
        self.rows: dict[tuple[Any, ...], tuple[str | None, dict[str, Any]]] = {}
        self.commits: list[tuple[str, str | None, int, bool]] = []

    def write(self, rows: list[dict[str, Any]], *, source: str, commit: str) -> tuple[int, int, int]:
        for name, _, count, _ in self.commits:
            if name == commit:
                return (0, 0, count)
        counts = self._put(rows, source)
        self.commits.append((commit, source, len(rows), False))
        return counts

    def replace(self, rows: list[dict[str, Any]], *, source: str | None, commit: str) -> None:
        if self.commits and self.commits[-1][3] and self.commits[-1][:2] == (commit, source):
            return
        if source is None:
            self.rows, self.commits = {}, []
        self.rows = {key: held for key, held in self.rows.items() if held[0] != source}
        self.commits = [done for done in self.commits if done[1] != source]
        self._put(rows, source)
        self.commits.append((commit, source, len(rows), True))

    def _put(self, rows: list[dict[str, Any]], source: str | None) -> tuple[int, int, int]:
        before = dict(self.rows)
        new = changed = unchanged = 0
        for row in rows:
            key = tuple(row[name] for name in self.key)
            if key not in self.rows:
                new += 1
            elif self.rows[key][1] != row:
                changed += 1
            else:
                unchanged += 1
                continue
            self.rows[key] = (source, row)
        for key, held in before.items():  # a row that ends as it was before keeps the source it had
            if self.rows[key][1] == held[1]:
                self.rows[key] = held
        return (new, changed, unchanged)

    def content(self) -> dict[tuple[Any, ...], dict[str, Any]]:
        return {key: row for key, (_, row) in self.rows.items()}
