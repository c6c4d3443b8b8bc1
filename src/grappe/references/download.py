"""Downloading a file: retries with growing pauses, a size limit, a whole body or nothing."""

import http.client
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, getproxies, urlopen

from grappe.words import Kind, Progress, Refused, Sentence, Where, silent

CHUNK = 1 << 17
AGAIN = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a download insists: attempts, seconds without a byte, first pause (doubled each time), bytes at most."""

    attempts: int = 4
    timeout: float = 20.0
    pause: float = 0.5
    max_bytes: int = 500_000_000
    sleep: Callable[[float], None] = time.sleep


class _Passing(Exception):  # noqa: N818 - a fault worth another attempt
    """A fault that may not come again; the part that arrived is kept."""


def download(address: str, into: Path, *, patience: Patience | None = None, progress: Progress | None = None) -> Path:
    """The body of an address as the file ``into``, complete; an attempt that broke off is taken up where it stopped.

    Raises ``Refused`` where the address is not http(s), is not found, never answers, or gives too much.
    """
    how = patience or Patience()
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise _refused(address, Sentence("adresse http(s) attendue", "an http(s) address was expected"), Kind.CALL)
    part = into.with_name(f"{into.name}.part")
    part.unlink(missing_ok=True)
    fault = Sentence("", "")
    for attempt in range(how.attempts):
        if attempt:
            how.sleep(how.pause * 2 ** (attempt - 1))
        try:
            _fetch(address, part, how, progress or silent)
            return part.replace(into)
        except _Passing as passing:
            fault = Sentence(f"téléchargement impossible ({passing})", f"download failed ({passing})")
        except Refused:
            part.unlink(missing_ok=True)
            raise
    part.unlink(missing_ok=True)
    raise _refused(address, fault)


def reachable(address: str, *, seconds: float = 2.0) -> bool:
    """Whether the host of an address (or the proxy before it) takes a connection within so many seconds in all.

    Name resolution has no time limit of its own, so it is waited for in a thread that is left behind.
    """
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    target = urlsplit(proxy if "://" in proxy else f"http://{proxy}") if proxy else parts
    port = target.port or (443 if target.scheme == "https" else 80)
    answers: list[bool] = []

    def knock() -> None:
        try:
            socket.create_connection((target.hostname or "", port), timeout=seconds).close()
            answers.append(True)
        except OSError:
            answers.append(False)

    thread = threading.Thread(target=knock, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers == [True]


def _fetch(address: str, part: Path, how: Patience, progress: Progress) -> None:
    """Appends to ``part`` what is missing of it, or begins again where the server cannot resume."""
    have = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "grappe", "Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with urlopen(Request(address, headers=headers), timeout=how.timeout) as answer:
            resumed = answer.status == 206 and (answer.headers.get("Content-Range") or "").startswith(f"bytes {have}-")
            _save(answer, part, address, have=have if resumed else 0, how=how, progress=progress)
    except HTTPError as error:
        if error.code == 416:  # what we have does not fit any more: begin again
            part.unlink(missing_ok=True)
        elif error.code not in AGAIN:
            sentence = Sentence(f"le serveur répond {error.code}", f"the server answers {error.code}")
            raise _refused(address, sentence) from error
        raise _Passing(f"HTTP {error.code}") from error
    except (URLError, http.client.HTTPException, OSError) as error:
        raise _Passing(str(getattr(error, "reason", error)) or type(error).__name__) from error


def _save(
    answer: http.client.HTTPResponse, part: Path, address: str, *, have: int, how: Patience, progress: Progress
) -> None:
    announced = answer.headers.get("Content-Length")
    total = have + int(announced) if announced and announced.isdigit() else None
    _check_limit(address, total or have, how.max_bytes)
    done = have
    with part.open("ab" if have else "wb") as out:
        while chunk := answer.read(CHUNK):
            out.write(chunk)
            done += len(chunk)
            _check_limit(address, done, how.max_bytes)
            progress(done, total, Sentence("téléchargement", "downloading"))
    if total is not None and done < total:
        raise _Passing(f"{done} / {total} bytes")


def _check_limit(address: str, size: int, limit: int) -> None:
    if size > limit:
        sentence = Sentence(f"plus de {limit / 1e6:g} Mo", f"more than {limit / 1e6:g} MB")
        raise _refused(address, sentence)


def _refused(address: str, sentence: Sentence, kind: Kind = Kind.INPUT) -> Refused:
    hint = Sentence("télécharger à la main, puis --from FICHIER", "download by hand, then --from FILE")
    return Refused(sentence, hint=hint, kind=kind, where=Where(value=address))
