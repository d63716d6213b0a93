import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gate, type Gate } from './gate.ts';
import { eventObjects, jobObject, page } from './job-api.ts';
import { scriptedJobs, trainedName, type JobRequest, type ScriptedJob, type ScriptedJobs } from './jobs.ts';
import { answerSum, askedSum, baseLearned } from './sums-model.ts';

/** One chat request that came in. */
export interface Ask {
  readonly model: string;
  /** The sampling seed, which mmsynth makes from the journal key. */
  readonly seed: number;
  readonly prompt: string;
  readonly hinted: boolean;
  answered: boolean;
}

export interface ScriptedTrainer {
  readonly baseUrl: string;
  readonly jobs: readonly ScriptedJob[];
  /** Texts of the training files by id. */
  readonly files: ScriptedJobs['files'];
  readonly asks: readonly Ask[];
  /** Holds back answers; `hinted` those of prompts with a hint, `trained` those of trained models. */
  readonly gates: {
    readonly plain: Gate;
    readonly hinted: Gate;
    readonly trained: Gate;
    readonly jobs: Gate;
    readonly listing: Gate;
  };
  /** Sums that are refused with 400, `1 2 + 3 4`. */
  readonly refused: Set<string>;
  /** Lets the next job fail with this message. */
  failNext(message: string): void;
  close(): Promise<void>;
}

export const baseModel = 'scripted-base';

/** A trainer by script with OpenAI's API: a job succeeds at the look after its gate opens, its model serves by its name. */
export async function startScriptedTrainer(
  /** What a model says to a prompt under a sampling seed. @default sums of the lengths it has learned */
  speak?: (model: string, prompt: string, seed: number) => string,
): Promise<ScriptedTrainer> {
  const store = scriptedJobs(baseModel);
  const asks: Ask[] = [];
  const refused = new Set<string>();
  const gates = { plain: gate(), hinted: gate(), trained: gate(), jobs: gate(), listing: gate() };
  const listed = new Set<string>([baseModel]);
  let failure: string | undefined;

  function start(request: JobRequest): ScriptedJob {
    const job = store.addJob(request);
    const message = failure;
    failure = undefined;
    void gates.jobs.pass().then(() => {
      if (message !== undefined) return store.fail(job, message);
      store.finish(job);
      void gates.listing.pass().then(() => listed.add(trainedName(job)));
    });
    return job;
  }

  async function chat(body: ChatRequest): Promise<unknown> {
    const { model, seed, messages } = body;
    const prompt = textOf(messages.at(-1)?.content);
    const hinted = askedSum(prompt)?.hinted ?? false;
    const ask: Ask = { model, seed, prompt, hinted, answered: false };
    asks.push(ask);
    await (model !== baseModel ? gates.trained : hinted ? gates.hinted : gates.plain).pass();
    if (!store.knows(model)) return undefined;
    if (refused.has(askedSum(prompt)?.question ?? '')) return 'refused';
    ask.answered = true;
    const content = speak?.(model, prompt, seed) ?? answerSum(store.learned.get(model) ?? baseLearned, prompt);
    return {
      id: 'chat',
      object: 'chat.completion',
      created: 0,
      model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
    };
  }

  async function answer(request: IncomingMessage, url: URL): Promise<unknown> {
    const [, version, ...path] = url.pathname.split('/');
    if (version !== 'v1') return undefined;
    const at = `${request.method} ${path.join('/')}`;
    const jobId = path[2];
    const job = store.jobs.find(({ id }) => id === jobId);
    if (at === 'POST chat/completions') return chat((await read(request)).json as ChatRequest);
    if (at === 'GET models') return page([...listed].map((id) => ({ id, object: 'model' })));
    if (at === 'POST files') {
      const { text } = await read(request);
      return { id: store.addFile(fileIn(text)), object: 'file', purpose: 'fine-tune', bytes: text.length };
    }
    if (at === 'POST fine_tuning/jobs') return jobObject(start((await read(request)).json as JobRequest));
    if (at === 'GET fine_tuning/jobs') return page(store.jobs.toReversed().map(jobObject));
    if (!job) return undefined;
    if (at === `GET fine_tuning/jobs/${job.id}`) return jobObject(job);
    if (at === `GET fine_tuning/jobs/${job.id}/events`) return page(eventObjects(job));
    if (at === `POST fine_tuning/jobs/${job.id}/cancel`) {
      job.status = 'cancelled';
      return jobObject(job);
    }
    return undefined;
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    void answer(request, url).then(
      (value) => {
        if (value === undefined) return respond(response, 404, { error: { message: `no ${url.pathname}` } });
        if (value === 'refused') return respond(response, 400, { error: { message: 'refused by script' } });
        return respond(response, 200, value);
      },
      (error: unknown) => respond(response, 500, { error: { message: String(error) } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    jobs: store.jobs,
    files: store.files,
    asks,
    refused,
    gates,
    failNext: (message) => void (failure = message),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface ChatRequest {
  readonly model: string;
  readonly seed: number;
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | readonly { readonly text?: string }[];
  }[];
}

const textOf = (content: ChatRequest['messages'][number]['content'] | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join('\n');

async function read(request: IncomingMessage): Promise<{ readonly text: string; readonly json: unknown }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return { text, json: text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined };
}

/** The JSON lines within a multipart body. */
const fileIn = (body: string): string =>
  body
    .split(/\r?\n/)
    .filter((line) => line.startsWith('{'))
    .map((line) => `${line}\n`)
    .join('');

function respond(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return;
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
