import tempfile
import unittest
from pathlib import Path

import numpy as np

from .served import EVERY, started
from .test_service import LINES

STEPS = 6 * EVERY


class KilledService(unittest.TestCase):
    def test_finds_its_job_again_and_gives_the_model_of_an_undisturbed_one(self):
        with tempfile.TemporaryDirectory() as name:
            data = Path(name)
            process, client = started(data)
            self.addCleanup(process.kill)
            file = client.upload(LINES)
            whole = client.ended(client.create(file, STEPS, suffix="whole")["id"])
            job = client.create(file, STEPS, suffix="killed")["id"]
            client.until(lambda: client.steps(job), lambda steps: len(steps) > EVERY)
            before = self.end(process, client, job)
            process, client = started(data)
            self.addCleanup(process.kill)
            again = client.ended(job)
            steps = client.steps(job)
            self.end(process, client, job)
            models = [np.load(data / "jobs" / one / "model" / "parameters.npz") for one in (whole["id"], job)]
            self.assertLess(len(before), STEPS, "it was killed in its training")
            self.assertEqual(again["status"], "succeeded")
            self.assertEqual(steps, list(range(1, STEPS + 1)))
            self.assertEqual(again["trained_tokens"], whole["trained_tokens"])
            for parameter in models[0].files:
                np.testing.assert_array_equal(models[0][parameter], models[1][parameter])

    def end(self, process, client, job: str) -> list[int]:
        steps = client.steps(job)
        process.kill()
        process.wait()
        process.stdout.close()
        return steps
