"""The same web tests on PostgreSQL: ``python tests/web/postgres.py [pytest arguments]``.

Starts the server of the Debian package on loopback in a temporary folder, as a user that is not root, gives the tests
a role that is no superuser, and stops it all. Where no server is installed it says so and ends well.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40", "shared_buffers=64MB")


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, or ``None``."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    last = found[-1] if found else (Path(on_path).resolve() if on_path else None)
    return last.parent if last and (last.parent / "pg_ctl").exists() else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A running server; gives the address of a database on it."""
    user = _user()
    with TemporaryDirectory(prefix="grappe-postgres-", dir="/tmp") as name:
        folder, password, port = Path(name), secrets.token_hex(12), _free_port()
        (folder / "password").write_text(password)
        if user:
            for path in (folder, folder / "password"):
                shutil.chown(path, user)
        data = folder / "data"
        run = _Runner(user, folder)
        initdb = (str(programs / "initdb"), "-D", str(data), "-U", "owner", "--auth=scram-sha-256", "-E", "UTF8")
        run(*initdb, f"--pwfile={folder / 'password'}", "--locale=C.UTF-8")
        settings = " ".join(f"-c {entry}" for entry in FAST)
        start = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {settings}"
        control = (str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60")
        run(*control, "-l", str(folder / "log"), "-o", start, "start")
        try:
            _make_role(port, password)
            yield f"postgres://grappe:{password}@127.0.0.1:{port}/grappe"
        finally:
            run(*control, "-m", "immediate", "stop")


class _Runner:
    """Runs a program quietly as the user that owns the server."""

    def __init__(self, user: str | None, folder: Path) -> None:
        self._as = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        self._folder = folder

    def __call__(self, *command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **self._as)


def _user() -> str | None:
    """PostgreSQL refuses to run as root: the package's own user then."""
    return "postgres" if os.getuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make_role(port: int, password: str) -> None:
    import psycopg

    address = f"postgres://owner:{password}@127.0.0.1:{port}/postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE grappe LOGIN CREATEDB PASSWORD '{password}'")
        connection.execute("CREATE DATABASE grappe OWNER grappe")


def main(arguments: list[str]) -> int:
    """Runs the web tests; the exit code of pytest."""
    found = programs()
    if found is None:
        print("PostgreSQL is not installed: the web tests ran on SQLite only (Debian: apt-get install postgresql)")
        return 0
    with server(found) as address:
        environment = {**os.environ, "GRAPPE_TEST_DATABASE_URL": address}
        chosen = arguments or [str(Path(__file__).parent.relative_to(Path.cwd()))]
        command = [sys.executable, "-m", "pytest", "-m", "not browser and not sqlite", *chosen]
        return subprocess.run(command, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
