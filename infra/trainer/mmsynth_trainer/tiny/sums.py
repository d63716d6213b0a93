"""Addition problems, their scratchpads, and the split that keeps base, pool and dev apart."""

from typing import Literal, NamedTuple

Split = Literal["base", "pool", "dev"]
#: Of ten: 40 % base, 30 % pool, 30 % dev.
_SPLIT_OF_TEN: tuple[Split, ...] = ("base",) * 4 + ("pool",) * 3 + ("dev",) * 3


class Sum(NamedTuple):
    a: int
    b: int

    @property
    def digits(self) -> int:
        return max(len(str(self.a)), len(str(self.b)))


def fnv1a(text: str) -> int:
    """32-bit FNV-1a of ASCII text: the same in every language, which is why it is used here."""
    value = 0x811C9DC5
    for byte in text.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _rank(problem: Sum) -> int:
    return fnv1a(f"{min(problem)}+{max(problem)}")


def _one_digit_splits() -> dict[Sum, Split]:
    """The hundred one-digit sums as 40/30/30, a sum and its mirror on the same side."""
    mirrored = sorted((Sum(a, b) for a in range(10) for b in range(a)), key=_rank)
    doubles = sorted((Sum(a, a) for a in range(10)), key=_rank)
    parts: list[tuple[Split, list[Sum]]] = [
        ("base", mirrored[:18] + doubles[:4]),
        ("pool", mirrored[18:31] + doubles[4:8]),
        ("dev", mirrored[31:] + doubles[8:]),
    ]
    return {side: split for split, sums in parts for a, b in sums for side in (Sum(a, b), Sum(b, a))}


_ONE_DIGIT = _one_digit_splits()


def split_of(problem: Sum) -> Split:
    """Where a problem belongs; the same for `a + b` and `b + a`."""
    return _ONE_DIGIT[problem] if problem.digits == 1 else _SPLIT_OF_TEN[_rank(problem) % 10]


def reversed_digits(number: int, width: int = 1) -> str:
    return str(number).zfill(width)[::-1]


def prompt_characters(problem: Sum, hint: bool = False) -> str:
    """Operands at equal width; the hint is the sum behind the target marker."""
    width = problem.digits
    target = reversed_digits(sum(problem)) if hint else ""
    return f"I{reversed_digits(problem.a, width)}+{reversed_digits(problem.b, width)}\nT{target}\n"


def scratchpad_characters(problem: Sum) -> str:
    """A line per column from the right, `x+y:carry=digit:carry,sum so far`, then `>` and the sum."""
    width, carry, partial, lines = problem.digits, 0, "", []
    for x, y in zip(reversed_digits(problem.a, width), reversed_digits(problem.b, width)):
        total = int(x) + int(y) + carry
        partial += str(total % 10)
        lines.append(f"{x}+{y}:{carry}={total % 10}:{total // 10},{partial}\n")
        carry = total // 10
    return "".join(lines) + ">" + reversed_digits(sum(problem))
