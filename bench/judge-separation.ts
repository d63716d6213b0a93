import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  qualityAnswer,
  qualityMessages,
  qualitySchema,
  repetitionAnswer,
  repetitionMessages,
  repetitionSchema,
} from '../recipes/curate/judge-prompts.ts';
import { readJson } from '../recipes/json-answer/read-json.ts';
import { turn, type Turn } from '../recipes/internvl/samples/sample.ts';
import type { InferCall, Message } from '../recipes/services.ts';
import { writeDirtyDataset } from './dirty-dataset/write-dataset.ts';

/**
 * Whether a judge's scores tell planted faults from clean text: `node dist/bench/judge-separation.js --judge URL --model NAME [--clean 24]
 * [--of-each 4] [--seed 7]`. Repetition is asked of clean samples and of planted loops, quality of clean samples and of planted poor
 * answers, by the prompts and forms of recipe `curate` at temperature 0. Told is the share of pairs in which the clean one has the higher
 * score, ties as half (0.5: no separation), how many of each fall by the recipe's minimum, and how many answers could not be read.
 */
const { values } = parseArgs({
  options: {
    judge: { type: 'string' },
    model: { type: 'string' },
    clean: { type: 'string', default: '24' },
    'of-each': { type: 'string', default: '4' },
    seed: { type: 'string', default: '7' },
  },
});
const reply = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()) });
const record = z.object({ id: z.string(), image: z.string().optional(), conversations: z.array(turn) });

const questions = {
  repetition: {
    minimum: 3,
    kinds: ['phrase_loop', 'line_loop', 'template_loop'],
    messages: repetitionMessages,
    schema: repetitionSchema,
    answer: repetitionAnswer,
  },
  quality: {
    minimum: 7,
    kinds: ['poor_answer'],
    messages: qualityMessages,
    schema: qualitySchema,
    answer: qualityAnswer,
  },
} as const;

async function ask(messages: readonly Message[], schema: InferCall<unknown>['schema']): Promise<unknown> {
  const body = JSON.stringify({
    model: values.model,
    messages,
    temperature: 0,
    max_tokens: 600,
    response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } },
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${values.judge}/chat/completions`, { method: 'POST', headers, body });
  const { choices } = reply.parse(await response.json());
  const read = readJson(choices[0].message.content);
  return read.ok ? read.value : undefined;
}

async function bench(): Promise<number> {
  if (values.judge === undefined || values.model === undefined) {
    process.stderr.write('--judge and --model are needed: the base URL of an endpoint and the model to ask there.\n');
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), 'mmsynth-bench-'));
  const wanted = Number(values.clean);
  const dataset = await writeDirtyDataset(folder, {
    seed: Number(values.seed),
    clean: 4 * wanted,
    ofEachKind: Number(values['of-each']),
  });
  const lines = (await readFile(join(folder, dataset.file), 'utf8')).trimEnd().split('\n');
  await rm(folder, { recursive: true });
  const ids = new Set(dataset.clean);
  const clean = lines
    .map((line) => record.safeParse(JSON.parse(line)).data)
    .flatMap((one) => (one && one.image === undefined && ids.has(one.id) ? [one.conversations] : []))
    .slice(0, wanted);
  for (const [name, question] of Object.entries(questions)) {
    const { kinds, minimum, messages, schema, answer } = question;
    const planted = dataset.planted
      .filter(({ kind }) => (kinds as readonly string[]).includes(kind))
      .map(({ record: { conversations } }) => z.array(turn).parse(conversations));
    const scores = async (of: readonly (readonly Turn[])[]): Promise<readonly number[]> => {
      const said: number[] = [];
      for (const conversations of of) {
        const { data } = answer.safeParse(await ask(messages(conversations), schema));
        if (data) said.push(data.score);
      }
      return said;
    };
    const [good, bad] = [await scores(clean), await scores(planted)];
    const wins = good.flatMap((a) => bad.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
    const fallen = (of: readonly number[]): number => of.filter((score) => score < minimum).length;
    const told = {
      question: name,
      clean: clean.length,
      planted: planted.length,
      unreadable: clean.length + planted.length - good.length - bad.length,
      separation: Number((wins.reduce<number>((sum, win) => sum + win, 0) / wins.length).toFixed(3)),
      cleanFallen: fallen(good),
      plantedFallen: fallen(bad),
    };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
  return 0;
}

process.exitCode = await bench();
