import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { RequestError } from './errors.ts';

/** Fields of the engine's chat request; messages hold plain text, or parts where the engine takes images. */
export type EngineRequest = { readonly messages: readonly unknown[]; readonly [field: string]: unknown };

const answer = z.object({
  id: z.int(),
  text: z.string(),
  finish: z.string(),
  promptTokens: z.int(),
  completionTokens: z.int(),
});
const ready = z.object({ ready: z.literal(true), images: z.boolean() });
const failure = z.object({ id: z.int(), error: z.string() });
const reply = z.union([ready, answer, failure]);

export type EngineAnswer = z.infer<typeof answer>;

export interface Engine {
  /** Resolves when the model is loaded, with whether it takes images; rejects if it cannot be. */
  readonly loaded: Promise<{ images: boolean }>;
  /** One completion. The engine does one at a time: the caller queues. Throws RequestError. */
  complete(request: EngineRequest): Promise<EngineAnswer>;
  /** Ends the engine's process; a running completion is lost. */
  close(): Promise<void>;
}

interface Settle<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Threads the engine computes with: one core stays free. Its threads wait for each other at every step, so with as many
 * threads as cores any other load makes it ten times slower.
 */
const THREADS = Math.max(1, availableParallelism() - 1);

/** Starts the engine as a child process that lives as long as this one keeps its standard input open. */
export function startEngine(command: string, args: readonly string[], onExit: (reason: string) => void): Engine {
  const child = spawn(command, args, {
    env: { RAYON_NUM_THREADS: String(THREADS), ...process.env, RUST_LOG: 'error' },
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const waiting = new Map<number, Settle<EngineAnswer>>();
  const lastLine = lastLineOf(child);
  let loading: Settle<{ images: boolean }>;
  const loaded = new Promise<{ images: boolean }>((resolve, reject) => (loading = { resolve, reject }));
  let closing = false;
  let calls = 0;

  loaded.catch(() => undefined);
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = reply.parse(JSON.parse(line));
    if ('ready' in message) return loading.resolve({ images: message.images });
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) call?.reject(refusal(message.error));
    else call?.resolve(message);
  });
  void exited.then(() => {
    const reason = `the engine stopped: ${lastLine() || `exit ${child.exitCode ?? child.signalCode}`}`;
    loading.reject(new Error(reason));
    for (const call of waiting.values()) call.reject(new RequestError(503, 'engine_stopped', reason));
    waiting.clear();
    if (!closing) onExit(reason);
  });

  return {
    loaded,
    complete(request) {
      const id = (calls += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ id, request })}\n`);
      });
    },
    async close() {
      closing = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function refusal(message: string): RequestError {
  if (message.includes('Invalid grammar'))
    return new RequestError(400, 'unsupported_schema', message, 'response_format.json_schema.schema');
  if (message.includes('sequence length is greater'))
    return new RequestError(400, 'context_length_exceeded', message, 'messages');
  return new RequestError(500, 'engine_error', message);
}

function lastLineOf(child: ChildProcessWithoutNullStreams): () => string {
  let last = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() && !line.startsWith(' ')) last = line.trim();
  });
  return () => last;
}
