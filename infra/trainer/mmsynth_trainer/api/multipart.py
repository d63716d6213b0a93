"""The upload of one file with its fields (multipart/form-data, RFC 7578)."""

import re
from typing import NamedTuple

from ..errors import ApiError

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')
_NAME = re.compile(rb'\bname="([^"]*)"')
_FILE = re.compile(rb'\bfilename="([^"]*)"')


class Part(NamedTuple):
    content: bytes
    #: None for a plain field.
    filename: str | None


def parts_of(content_type: str, body: bytes) -> dict[str, Part]:
    """Parts by their names. Raises ApiError 400 for a body that is none."""
    boundary = _BOUNDARY.search(content_type)
    if not content_type.startswith("multipart/form-data") or boundary is None:
        raise ApiError(400, "invalid_upload", "A file is uploaded as multipart/form-data.", "file")
    parts = {}
    for section in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())[1:-1]:
        head, _, content = section.partition(b"\r\n\r\n")
        name, file = _NAME.search(head), _FILE.search(head)
        if name is not None:
            parts[name[1].decode()] = Part(content, file[1].decode("utf-8", "replace") if file else None)
    return parts


def uploaded(content_type: str, body: bytes) -> tuple[str, bytes]:
    """Name and bytes of the training file. Raises ApiError 400."""
    parts = parts_of(content_type, body)
    purpose, file = parts.get("purpose"), parts.get("file")
    if purpose is None or purpose.content != b"fine-tune":
        raise ApiError(400, "invalid_value", 'purpose: only "fine-tune" is supported.', "purpose")
    if file is None or file.filename is None:
        raise ApiError(400, "invalid_value", "file: no file was sent.", "file")
    return file.filename, file.content
