"""`python -m mmsynth_trainer --data DIR --port P`: the service, until SIGTERM or SIGINT."""

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from .api.server import Server
from .backend import Backend
from .errors import ApiError
from .service import Service
from .sole_use import hold
from .tiny.backend import TinyBackend
from .tiny.families import FAMILIES, NAME


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mmsynth-trainer", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path(".mmsynth-trainer"), help="files, jobs and trained models")
    parser.add_argument("--cache", type=Path, help="base models; default: a folder of --data")
    parser.add_argument("--base", default=NAME, help="the model that must be ready first")
    parser.add_argument("--hf", action="append", default=[], metavar="NAME=MODEL", help="a transformers model, by id or path")
    parser.add_argument("--method", choices=["lora", "full"], default="lora", help="how transformers models are trained")
    parser.add_argument("--rank", type=int, default=16, help="of LoRA")
    parser.add_argument("--length", type=int, default=2048, help="longest training text of transformers models, in tokens")
    return parser.parse_args()


def _backends(options: argparse.Namespace) -> list[Backend]:
    backends: list[Backend] = [TinyBackend(options.cache or options.data / "bases", FAMILIES)]
    if options.hf:
        try:
            from .hf.backend import HfBackend
            from .hf.settings import Settings
        except ImportError as error:
            sys.exit(f'--hf needs the extra "hf" ({error}); install it with: pip install ".[hf]"')
        named = (one.partition("=") for one in options.hf)
        backends.append(
            HfBackend(
                {
                    name: Settings(model or name, options.method, options.rank, options.length)
                    for name, _, model in named
                }
            )
        )
    return backends


def _failed(base: str, error: Exception) -> None:
    logging.error("%s cannot be made ready: %s", base, error)
    os._exit(1)


def main() -> None:
    options = _options()
    logging.basicConfig(level=logging.INFO, format="trainer: %(message)s", stream=sys.stdout)
    logging.getLogger("jax").setLevel(logging.WARNING)
    lock = hold(options.data)
    if lock is None:
        sys.exit(f"Another trainer uses {options.data}; end it or name another folder as --data.")
    service = Service(options.data, options.base, _backends(options))
    try:
        service.ready()
    except ApiError as error:
        sys.exit(f"--base {options.base}: {error.message}")
    try:
        server = Server(options.host, options.port, service)
    except OSError as error:
        sys.exit(f"Port {options.port} of {options.host} cannot be used: {error.strerror}.")
    # Jobs go on from their checkpoints at the next start, so there is nothing to wait for.
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: os._exit(0))
    logging.info("listening on http://%s:%d/v1", *server.server_address[:2])
    service.start(lambda error: _failed(options.base, error))
    threading.current_thread().name = "server"
    server.serve_forever()


if __name__ == "__main__":
    main()
