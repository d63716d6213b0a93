"""A spaCy parser behind HTTP, for recipes whose option `parser` is `spacy`.

    pip install spacy && python -m spacy download en_core_web_sm
    python infra/spacy/serve.py --model en_core_web_sm --port 8085

POST /parse {"text": ...} -> {"tokens": [{"text", "pos", "head", "compound"}]}; a head is an index, null for a root.
"""

import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


def handler(parse):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            try:
                body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
                answer, status = {"tokens": tokens_of(parse(body["text"]))}, 200
            except (ValueError, KeyError, TypeError) as error:
                answer, status = {"error": str(error)}, 400
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
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", default="en_core_web_sm")
    arguments.add_argument("--port", type=int, default=8085)
    given = arguments.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", given.port), handler(spacy.load(given.model)))
    print(f"{given.model} on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
