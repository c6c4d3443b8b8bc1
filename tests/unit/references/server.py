"""A web server on loopback that answers what a test scripted, one entry a request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """Its address, the scripted answers (the last one repeats) and the ``Range`` header of each request."""

    address: str = ""
    script: list[Answer] = field(default_factory=list)
    ranges: list[str | None] = field(default_factory=list)
    done: Event = field(default_factory=Event)


def body(content: bytes, *, announced: int | None = None, status: int = 200) -> Answer:
    """An answer of that content; ``announced`` lies about its length."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(content) if announced is None else announced))
        request.end_headers()
        request.wfile.write(content)

    return answer


def rest(content: bytes) -> Answer:
    """The part of the content that the request asks for."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        start = int(request.headers["Range"].removeprefix("bytes=").rstrip("-"))
        request.send_response(206)
        request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.send_header("Content-Length", str(len(content) - start))
        request.end_headers()
        request.wfile.write(content[start:])

    return answer


def status(code: int) -> Answer:
    return body(b"", status=code)


def silence(server: Server) -> Answer:
    return lambda _request: server.done.wait(5) and None


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.ranges.append(self.headers.get("Range"))
            place = min(len(server.ranges), len(server.script)) - 1
            server.script[place](self)
            self.close_connection = True

        def log_message(self, *_arguments: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.address = f"http://127.0.0.1:{http.server_port}/open-data/csv"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        http.shutdown()
        http.server_close()
        thread.join()
