"""STaR on sums, one seed and arm: accuracy by length and iteration. Adds a JSON line to a file after each iteration.

Run from infra/trainer: python -m experiments.arithmetic --seed 0 --rationalize yes --out figures.jsonl
Run again with the same settings it goes on where it was ended.
"""

import argparse
import json
from pathlib import Path

from .settings import Settings, recipe_of
from .star_on_sums import run


def figures_of(out: Path, settings: Settings) -> list[dict]:
    """What a file holds of these settings."""
    lines = out.read_text().splitlines() if out.exists() else []
    return [figure for line in lines if Settings(**(figure := json.loads(line))["settings"]) == settings]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rationalize", choices=["yes", "no"], default="yes")
    parser.add_argument("--iterations", type=int, default=8)
    parser.add_argument("--first-steps", type=int, default=160)
    parser.add_argument("--more-steps", type=int, default=20)
    parser.add_argument("--longest", type=int, default=6)
    parser.add_argument("--pool", type=int, default=150)
    parser.add_argument("--dev", type=int, default=100)
    parser.add_argument("--replay", type=float, default=0.2)
    parser.add_argument("--hinted", type=int, default=30)
    parser.add_argument("--shown", type=int)
    parser.add_argument("--samples", type=int, default=1)
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--taught", action="store_true")
    parser.add_argument("--cache", type=Path, default=Path(".mmsynth-trainer"))
    parser.add_argument("--out", type=Path, required=True)
    options = vars(parser.parse_args())
    cache, out = options.pop("cache"), options.pop("out")
    settings = Settings(**options | {"rationalize": options["rationalize"] == "yes"})
    for figure in run(settings, recipe_of(settings), cache, len(figures_of(out, settings))):
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("a") as lines:
            lines.write(json.dumps({"settings": settings._asdict(), **figure}) + "\n")
        print(json.dumps(figure), flush=True)


if __name__ == "__main__":
    main()
