"""Uploaded files, each as its bytes and a small JSON beside them."""

import json
import secrets
import time
from pathlib import Path

from .durable import write_json, write_bytes
from .errors import ApiError


class Files:
    def __init__(self, folder: Path):
        self._folder = folder

    def add(self, name: str, purpose: str, content: bytes) -> dict:
        identity = f"file-{secrets.token_hex(12)}"
        described = {
            "id": identity,
            "object": "file",
            "bytes": len(content),
            "created_at": int(time.time()),
            "filename": name,
            "purpose": purpose,
            "status": "processed",
        }
        write_bytes(self._folder / f"{identity}.jsonl", content)
        write_json(self._folder / f"{identity}.json", described)
        return described

    def get(self, identity: str) -> dict:
        """Raises ApiError 404."""
        path = self._folder / f"{identity}.json"
        if "/" in identity or not path.is_file():
            raise ApiError(404, "file_not_found", f'There is no file "{identity}".', "file_id")
        return json.loads(path.read_text())

    def path(self, identity: str) -> Path:
        self.get(identity)
        return self._folder / f"{identity}.jsonl"
