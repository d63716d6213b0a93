"""What the model is told of a token's place beside its rotary position; made from the text alone, left to right."""

import numpy as np

from .vocabulary import FIRST_DIGIT, LAST_DIGIT, NEWLINE

#: Rows of the three tables; further places share the last row.
COLUMNS, FIELDS, LINES = 16, 16, 16


def next_place(column, field, line, token):
    """Place of `token` after a state, and the state after it. Works on integers and on arrays alike (NumPy or JAX).

    column: how many digits the current number has, this one included (0 for what is no digit). field: separators since
    the line's start, this one included. line: line breaks before this token.
    """
    digit = (token >= FIRST_DIGIT) & (token <= LAST_DIGIT)
    column = (column + 1) * digit
    field = field + 1 - digit
    broken = token == NEWLINE
    return (column, field, line), (column, field * (1 - broken), line + broken)


def places(tokens: list[int]) -> np.ndarray:
    """(length, 3) int32: column, field and line of every token of one text."""
    state, rows = (0, 0, 0), []
    for token in tokens:
        row, state = next_place(*state, token)
        rows.append(row)
    return np.asarray(rows, np.int32).reshape(-1, 3)
