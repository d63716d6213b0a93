"""Every path of the API and what answers it."""

import json
import re
from typing import Callable, Mapping, NamedTuple

from ..errors import ApiError
from ..service import Service
from ..jobs.make import shown
from .completions import answered
from .multipart import uploaded
from .pages import page


class Call(NamedTuple):
    service: Service
    #: Parts of the path, in their order.
    path: tuple[str, ...]
    query: Mapping[str, str]
    content_type: str
    body: bytes

    def json(self) -> object:
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise ApiError(400, "invalid_json", "The request body is not JSON.") from error


def _health(call: Call) -> dict:
    if not call.service.ready():
        raise ApiError(503, "loading", f'The base model "{call.service.base}" is being made.')
    return {"status": "ok", "model": call.service.base}


def _models(call: Call) -> dict:
    return {"object": "list", "data": call.service.models.listed()}


def _upload(call: Call) -> dict:
    name, content = uploaded(call.content_type, call.body)
    return call.service.files.add(name, "fine-tune", content)


def _jobs(call: Call) -> dict:
    wanted = {
        found[1]: value for name, value in call.query.items() if (found := re.fullmatch(r"metadata\[(.+)\]", name))
    }
    jobs = [
        shown(job)
        for job in reversed(call.service.jobs.all())
        if all(job["metadata"].get(key) == value for key, value in wanted.items())
    ]
    return page(jobs, call.query, 20)


def _events(call: Call) -> dict:
    return page(call.service.jobs.events(call.path[0])[::-1], call.query, 20)


def _checkpoints(call: Call) -> dict:
    return page(call.service.checkpoints(call.path[0]), call.query, 10)


Handler = Callable[[Call], dict]
ROUTES: list[tuple[str, re.Pattern[str], Handler]] = [
    (method, re.compile(path), handler)
    for method, path, handler in [
        ("GET", "/health", _health),
        ("GET", "/v1/models", _models),
        ("POST", "/v1/files", _upload),
        ("GET", "/v1/files/([^/]+)", lambda call: call.service.files.get(call.path[0])),
        ("POST", "/v1/fine_tuning/jobs", lambda call: shown(call.service.runner.create(call.json()))),
        ("GET", "/v1/fine_tuning/jobs", _jobs),
        ("GET", "/v1/fine_tuning/jobs/([^/]+)", lambda call: shown(call.service.jobs.get(call.path[0]))),
        ("GET", "/v1/fine_tuning/jobs/([^/]+)/events", _events),
        ("GET", "/v1/fine_tuning/jobs/([^/]+)/checkpoints", _checkpoints),
        ("POST", "/v1/fine_tuning/jobs/([^/]+)/cancel", lambda call: shown(call.service.runner.cancel(call.path[0]))),
        ("POST", "/v1/chat/completions", lambda call: answered(call.service.models, call.json(), chat=True)),
        ("POST", "/v1/completions", lambda call: answered(call.service.models, call.json(), chat=False)),
    ]
]


def route(service: Service, method: str, path: str, query: Mapping[str, str], content_type: str, body: bytes) -> dict:
    """Raises ApiError."""
    for wanted, pattern, handler in ROUTES:
        found = pattern.fullmatch(path)
        if wanted == method and found:
            return handler(Call(service, found.groups(), query, content_type, body))
    raise ApiError(404, "not_found", f"There is no {method} {path}.")
