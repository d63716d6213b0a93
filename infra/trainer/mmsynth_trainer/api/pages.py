"""Lists in OpenAI's form."""

from typing import Mapping, Sequence

from ..errors import ApiError


def page(items: Sequence[dict], query: Mapping[str, str], default: int) -> dict:
    """`limit` items after the one with the id `after`. Raises ApiError 400."""
    limit = query.get("limit", str(default))
    if not limit.isdecimal() or int(limit) < 1:
        raise ApiError(400, "invalid_value", "limit: a whole number from 1 on is needed.", "limit")
    after = query.get("after")
    start = 0
    if after is not None:
        start = 1 + next((index for index, item in enumerate(items) if item["id"] == after), len(items))
    shown = list(items[start : start + int(limit)])
    return {
        "object": "list",
        "data": shown,
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
        "has_more": start + len(shown) < len(items),
    }
