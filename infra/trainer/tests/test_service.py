import unittest
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from mmsynth_trainer.tiny.problems import distinct_sums
from mmsynth_trainer.tiny.sums import prompt_characters, scratchpad_characters

from .served import EVERY, served

LINES = [
    {"prompt": prompt_characters(problem), "completion": scratchpad_characters(problem)}
    for problem in distinct_sums(np.random.default_rng(0), 2, "pool", 20)
]
ASK = {"messages": [{"role": "user", "content": "I71+10\nT\n"}], "temperature": 0}


class Service(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = cls.enterClassContext(served()) if hasattr(cls, "enterClassContext") else cls._entered()
        cls.file = cls.client.upload(LINES)

    @classmethod
    def _entered(cls):
        context = served()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return context.__enter__()

    def job(self, steps: int = 2 * EVERY + 1, **fields) -> dict:
        return self.client.ended(self.client.create(self.file, steps, **fields)["id"])

    def test_trains_a_model_and_serves_it_under_its_name(self):
        job = self.job(suffix="it 1", seed=3, metadata={"mmsynth_key": "a"})
        self.assertEqual((job["status"], job["fine_tuned_model"]), ("succeeded", "ft:tiny-sums:it-1"))
        self.assertEqual(job["hyperparameters"]["n_steps"], 11)
        self.assertEqual(job["hyperparameters"]["replay"], 0.2)
        self.assertGreater(job["trained_tokens"], 1000)
        names = [model["id"] for model in self.client.call("/v1/models")[1]["data"]]
        self.assertIn("ft:tiny-sums:it-1", names)
        for name in ("tiny-sums", "ft:tiny-sums:it-1", "ft:tiny-sums:it-1:ckpt-step-5"):
            status, answer = self.client.call("/v1/chat/completions", ASK | {"model": name, "max_tokens": 9})
            self.assertEqual(status, 200, answer)
            [choice] = answer["choices"]
            self.assertEqual(choice["finish_reason"], "length" if answer["usage"]["completion_tokens"] == 9 else "stop")
            self.assertEqual(answer["usage"]["prompt_tokens"], len(ASK["messages"][0]["content"]))

    def test_tells_every_step_with_its_loss(self):
        job = self.job(suffix="steps")
        self.assertEqual(self.client.steps(job["id"]), list(range(1, 12)))
        events = self.client.call(f"/v1/fine_tuning/jobs/{job['id']}/events?limit=1000")[1]["data"]
        losses = [event["data"]["loss"] for event in reversed(events) if event["type"] == "metrics"]
        self.assertLess(losses[-1], losses[0])
        checkpoints = self.client.call(f"/v1/fine_tuning/jobs/{job['id']}/checkpoints")[1]["data"]
        self.assertEqual([one["step_number"] for one in checkpoints], [11, 10, 5])

    def test_makes_one_job_for_one_key(self):
        asked = {"metadata": {"mmsynth_key": "same"}}
        with ThreadPoolExecutor(4) as pool:
            jobs = list(pool.map(lambda _: self.client.create(self.file, 5, **asked)["id"], range(4)))
        self.assertEqual(len(set(jobs)), 1)
        listed = self.client.call("/v1/fine_tuning/jobs?metadata[mmsynth_key]=same")[1]["data"]
        self.assertEqual([job["id"] for job in listed], jobs[:1])
        self.assertEqual(self.client.ended(jobs[0])["status"], "succeeded")

    def test_cancels_a_running_job_and_a_later_one_with_its_key_is_new(self):
        asked = {"metadata": {"mmsynth_key": "cancelled"}}
        job = self.client.create(self.file, 5000, **asked)["id"]
        self.client.until(lambda: self.client.steps(job), lambda steps: len(steps) > 2)
        self.assertEqual(self.client.call(f"/v1/fine_tuning/jobs/{job}/cancel", {})[1]["status"], "cancelled")
        again = self.client.create(self.file, 5, **asked)["id"]
        self.assertNotEqual(again, job)
        self.assertEqual(self.client.ended(again)["status"], "succeeded")
        self.assertEqual(self.client.ended(job)["status"], "cancelled")
        self.assertEqual(self.client.call(f"/v1/fine_tuning/jobs/{again}/cancel", {})[0], 400)

    def test_trains_on_from_a_trained_model(self):
        first = self.job(suffix="first")["fine_tuned_model"]
        second = self.job(model=first, suffix="second")
        self.assertEqual(second["fine_tuned_model"], "ft:tiny-sums:second")

    def test_fails_a_job_with_what_is_wrong_in_its_file(self):
        file = self.client.upload([LINES[0], {"prompt": "I1+2\nT\n", "completion": "three é"}])
        job = self.client.ended(self.client.create(file, 5)["id"])
        self.assertEqual((job["status"], job["error"]["code"]), ("failed", "invalid_training_file"))
        self.assertIn("Line 2", job["error"]["message"])

    def test_cuts_an_answer_at_a_stop_sequence(self):
        whole = self.client.call("/v1/completions", {"model": "tiny-sums", "prompt": "I71+10\nT\n", "temperature": 0})[1]
        text = whole["choices"][0]["text"]
        stop = text[2:4]
        body = {"model": "tiny-sums", "prompt": "I71+10\nT\n", "temperature": 0, "stop": stop}
        choice = self.client.call("/v1/completions", body)[1]["choices"][0]
        self.assertEqual((choice["text"], choice["finish_reason"]), (text[: text.index(stop)], "stop"))

    def test_answers_many_at_once_as_one_by_one(self):
        asks = [{"model": "tiny-sums", "prompt": f"I{n}+1\nT\n", "temperature": 1, "seed": n} for n in range(10)]
        texts = [self.client.call("/v1/completions", ask)[1]["choices"][0]["text"] for ask in asks]
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda ask: self.client.call("/v1/completions", ask)[1], asks))
        self.assertEqual([answer["choices"][0]["text"] for answer in answers], texts)

    def test_names_what_is_not_there(self):
        for path, body in (
            ("/v1/chat/completions", ASK | {"model": "gpt"}),
            ("/v1/fine_tuning/jobs", {"training_file": self.file, "model": "gpt"}),
            ("/v1/fine_tuning/jobs", {"training_file": "file-0", "model": "tiny-sums"}),
            ("/v1/fine_tuning/jobs/ftjob-0", None),
            ("/v1/files/..", None),
            ("/v1/nothing", None),
        ):
            status, answer = self.client.call(path, body)
            self.assertEqual(status, 404, path)
            self.assertEqual(set(answer["error"]), {"message", "type", "code", "param"})
