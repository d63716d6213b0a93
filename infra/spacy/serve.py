"""A spaCy parser behind HTTP, for recipes whose option `parser` is `spacy`.

    pip install spacy && python -m spacy download en_core_web_sm
    python infra/spacy/serve.py --model en_core_web_sm --port 8085

POST /parse {"text": ...} -> {"tokens": [{"text", "pos", "head", "compound"}]}; a head is an index, null for a root.
GET /health -> {"model": ...}. What cannot be parsed is answered {"error": ...} with 400.
"""

import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

import spacy


def tokens_of(document):
    return [
        {
            "text": token.text,
            "pos": token.pos_,
            "head": None if token.head.i == token.i else token.head.i,
            "compound": token.dep_ == "compound",
        }
        for token in document
    ]


def text_of(body):
    asked = json.loads(body)
    text = asked.get("text") if isinstance(asked, dict) else None
    if not isinstance(text, str):
        raise ValueError('the body must be {"text": "..."}')
    # Runs of spaces would be tokens of their own.
    return " ".join(text.split())


def handler(parse, model):
    # A pipeline shares its vocabulary among texts, which is not made for threads.
    one_at_a_time = Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(*((200, {"model": model}) if self.path == "/health" else (404, {"error": "no such path"})))

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.path != "/parse":
                self.answer(404, {"error": "no such path"})
                return
            try:
                text = text_of(body)
                with one_at_a_time:
                    tokens = tokens_of(parse(text))
                self.answer(200, {"tokens": tokens})
            except ValueError as error:
                self.answer(400, {"error": str(error)})

        def answer(self, status, answer):
            payload = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_):
            pass

    return Handler


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", default="en_core_web_sm")
    arguments.add_argument("--port", type=int, default=8085)
    given = arguments.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", given.port), handler(spacy.load(given.model), given.model))
    print(f"{given.model} on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
