"""The service's interface as tests ask it."""

import json
import time
import urllib.error
import urllib.request


class Client:
    def __init__(self, port: int):
        self._base = f"http://127.0.0.1:{port}"

    def call(self, path: str, body: object = None, **headers: str) -> tuple[int, dict]:
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def upload(self, lines: list[dict]) -> str:
        head = '--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n--b\r\n'
        head += 'Content-Disposition: form-data; name="file"; filename="t.jsonl"\r\n\r\n'
        body = head + "\n".join(json.dumps(line) for line in lines) + "\r\n--b--\r\n"
        status, file = self.call("/v1/files", body.encode(), **{"Content-Type": "multipart/form-data; boundary=b"})
        assert status == 200, file
        return file["id"]

    def create(self, file: str, steps: int, **fields: object) -> dict:
        asked = {"training_file": file, "model": "tiny-sums", "hyperparameters": {"n_steps": steps}, **fields}
        status, job = self.call("/v1/fine_tuning/jobs", asked)
        assert status == 200, job
        return job

    def steps(self, job: str) -> list[int]:
        """Steps told in the job's events, in their order."""
        events = self.call(f"/v1/fine_tuning/jobs/{job}/events?limit=1000")[1]["data"]
        return [event["data"]["step"] for event in reversed(events) if event["type"] == "metrics"]

    def ended(self, job: str) -> dict:
        return self.until(lambda: self.call(f"/v1/fine_tuning/jobs/{job}")[1], lambda one: one["finished_at"] is not None)

    def ready(self) -> None:
        self.until(lambda: self.call("/health"), lambda answer: answer[0] == 200)

    def until(self, look, enough):
        while not enough(seen := look()):
            time.sleep(0.02)
        return seen
