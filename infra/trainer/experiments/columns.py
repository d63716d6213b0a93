"""Where a worked sum goes wrong: at fetching a column's digits, or at adding them."""

import re
from typing import Sequence

from mmsynth_trainer.tiny.attempts import Attempt
from mmsynth_trainer.tiny.sums import reversed_digits

_LINE = re.compile(r"^(\d)\+(\d):(\d)=(\d):(\d),")


def columns_right(attempts: Sequence[Attempt], digits: int) -> dict[str, list[float]]:
    """Shares by column from the right, of the attempts at sums of this length.

    `fetched`: the line names the two digits of its column. `added`: digit and carry follow from what the line itself names. A line
    that is missing or cannot be read is neither.
    """
    asked = [one for one in attempts if one.problem.digits == digits]
    fetched, added = [0] * digits, [0] * digits
    for one in asked:
        wanted = zip(reversed_digits(one.problem.a, digits), reversed_digits(one.problem.b, digits))
        for column, ((x, y), line) in enumerate(zip(wanted, one.text.split("\n"))):
            read = _LINE.match(line)
            if read is None:
                continue
            left, right, carry, digit, out = read.groups()
            fetched[column] += (left, right) == (x, y)
            added[column] += divmod(int(left) + int(right) + int(carry), 10) == (int(out), int(digit))
    return {name: [count / len(asked) for count in counts] for name, counts in (("fetched", fetched), ("added", added))}
