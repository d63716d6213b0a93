"""Line-delimited JSON around the mistral.rs engine: one request a line on stdin, one reply a line on stdout.

Settings come as one JSON object in argv[1]:
  {"file": GGUF path, "requantize": "Q8_0" | null}    a file, or
  {"id": Hugging Face id}                             a model the engine fetches by name

First line out: {"ready": true, "images": bool}. A request {"id", "request": ChatCompletionRequest fields} is answered by
{"id", "text", "finish", "promptTokens", "completionTokens"} or {"id", "error"}. End of input ends the process.
"""

import json
import os
import sys


def private_stdout():
    """The engine logs to file descriptor 1; replies keep a descriptor of their own and logs go to stderr."""
    replies = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    return replies


def load(settings):
    """The runner, and whether it takes images."""
    from mistralrs import Runner, Which

    if "file" in settings:
        folder, name = os.path.split(os.path.abspath(settings["file"]))
        which = Which.GGUF(quantized_model_id=folder, quantized_filename=name)
        return Runner(which=which, max_seqs=1, in_situ_quant=settings.get("requantize")), False
    try:
        return Runner(which=Which.MultimodalPlain(model_id=settings["id"]), max_seqs=1), True
    except Exception:
        return Runner(which=Which.Plain(model_id=settings["id"]), max_seqs=1), False


def answer(runner, fields):
    from mistralrs import ChatCompletionRequest

    response = runner.send_chat_completion_request(ChatCompletionRequest(model="default", **fields))
    choice = response.choices[0]
    return {
        "text": choice.message.content or "",
        "finish": choice.finish_reason,
        "promptTokens": response.usage.prompt_tokens,
        "completionTokens": response.usage.completion_tokens,
    }


def main():
    replies = private_stdout()

    def reply(value):
        replies.write(json.dumps(value) + "\n")

    runner, images = load(json.loads(sys.argv[1]))
    reply({"ready": True, "images": images})
    for line in sys.stdin:
        call = json.loads(line)
        try:
            reply({"id": call["id"], **answer(runner, call["request"])})
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a Rust panic is no Exception
            reply({"id": call["id"], "error": str(error).split("\n")[0]})
    os._exit(0)  # the engine's threads do not end by themselves


main()
