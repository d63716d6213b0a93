"""Tables of arithmetic's figures as Markdown: python -m experiments.table figures.jsonl …"""

import json
import math
import sys
from pathlib import Path


def read(paths: list[str]) -> dict[tuple[bool, int], dict[int, dict]]:
    """Figures by arm and seed, then by iteration."""
    runs: dict[tuple[bool, int], dict[int, dict]] = {}
    for path in paths:
        for line in Path(path).read_text().splitlines():
            figure = json.loads(line)
            settings = figure["settings"]
            runs.setdefault((settings["rationalize"], settings["seed"]), {})[figure["iteration"]] = figure
    return runs


def mean(values: list[float]) -> tuple[float, float]:
    """Mean and its standard error over seeds; the error of one value is not known."""
    middle = sum(values) / len(values)
    if len(values) < 2:
        return middle, math.nan
    return middle, math.sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1) / len(values))


def accuracy_table(runs: dict, rationalize: bool) -> list[str]:
    """Dev accuracy in % by digits and iteration: mean over seeds +- standard error."""
    figures = [run for (arm, _), run in sorted(runs.items()) if arm == rationalize]
    digits = list(figures[0][0]["accuracy"])
    heads = ["iteration", "seeds", *(f"{one} digit{'s' * (one != '1')}" for one in digits)]
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for iteration in sorted({at for run in figures for at in run}):
        there = [run[iteration]["accuracy"] for run in figures if "accuracy" in run.get(iteration, {})]
        cells = []
        for one in digits:
            middle, error = mean([100 * accuracy[one] for accuracy in there])
            cells.append(f"{middle:.0f}" if math.isnan(error) else f"{middle:.0f} ± {error:.0f}")
        rows.append(f"| {iteration or 'base'} | {len(there)} | " + " | ".join(cells) + " |")
    return rows


def kept_table(runs: dict, rationalize: bool) -> list[str]:
    """Kept rationales and how many of them have wrong working, summed over lengths and seeds."""
    figures = [run for (arm, _), run in sorted(runs.items()) if arm == rationalize]
    rows = ["| iteration | generated | wrong working | rationalized | wrong working | of pool kept |", "|---|---|---|---|---|---|"]
    for iteration in sorted({at for run in figures for at in run if at}):
        there = [run[iteration] for run in figures if iteration in run]
        total = lambda kind, index: sum(counts[index] for figure in there for counts in figure[kind].values())
        cells = []
        for kind in ("generated", "rationalized"):
            right, wrong = total(kind, 0), total(kind, 1)
            cells += [str(right), f"{wrong} ({100 * wrong / right:.0f} %)" if right else "–"]
        pool = sum(figure["pool"] for figure in there)
        rows.append(f"| {iteration} | {' | '.join(cells)} | {100 * sum(one['kept'] for one in there) / pool:.0f} % |")
    return rows


def main() -> None:
    runs = read(sys.argv[1:])
    for rationalize, title in ((True, "With rationalization"), (False, "Without rationalization")):
        if not any(arm == rationalize for arm, _ in runs):
            continue
        print(f"### {title}\n")
        print("\n".join(accuracy_table(runs, rationalize)), end="\n\n")
        print("\n".join(kept_table(runs, rationalize)), end="\n\n")


if __name__ == "__main__":
    main()
