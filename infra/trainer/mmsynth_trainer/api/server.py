"""The HTTP server: a thread a connection, loopback unless told otherwise."""

import json
import logging
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from ..errors import ApiError
from ..service import Service
from .routes import route

log = logging.getLogger(__name__)

#: Largest request body taken, in bytes.
LARGEST = 1024**3


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512

    def __init__(self, host: str, port: int, service: Service):
        super().__init__((host, port), Handler)
        self.service = service


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave as one packet: with delayed acknowledgements two would cost 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            return self._send(413, ApiError(413, "too_large", f"A body of at most {LARGEST} bytes is taken.").body())
        self._serve(self.rfile.read(int(length)))

    def _serve(self, body: bytes) -> None:
        try:
            url = urlsplit(self.path)
            content_type = self.headers.get("content-type", "")
            answer = route(
                self.server.service, self.command, unquote(url.path), dict(parse_qsl(url.query)), content_type, body
            )
            self._send(200, answer)
        except ApiError as error:
            self._send(error.status, error.body())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        except Exception as error:  # one request's fault is not the service's end
            log.error("%s %s\n%s", self.command, self.path, traceback.format_exc())
            self._send(500, ApiError(500, "internal_error", f"{type(error).__name__}: {error}").body())

    def _send(self, status: int, value: dict) -> None:
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        if status == 503:
            self.send_header("retry-after", "2")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *values: object) -> None:
        """A line a request would bury what the jobs say."""
