"""`python -m tests [--tally FILE] [--slow]`: runs the tests and says how many passed, as JSON where a file is named."""

import argparse
import json
import sys
import unittest
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", type=Path)
    parser.add_argument("--slow", action="store_true", help="the transformers path too; needs the extra hf")
    options = parser.parse_args()
    here = Path(__file__).parent
    folder = here.parent / "slow_tests" if options.slow else here
    found = unittest.defaultTestLoader.discover(str(folder), "test_*.py", str(here.parent))
    result = unittest.TextTestRunner(verbosity=2).run(found)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    if options.tally:
        tally = {"passed": result.testsRun - failed - skipped, "failed": failed, "skipped": skipped}
        options.tally.write_text(json.dumps(tally))
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
