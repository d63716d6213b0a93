import type { ItemContext, ItemProgram, Row } from '../../../recipes/item-program.ts';
import { ItemFailure, type Outcome } from '../../../recipes/outcome.ts';
import { recipe, starOptions, type StarOptions } from '../../../recipes/star/index.ts';
import type { InferCall, Message, Services } from '../../../recipes/services.ts';
import { hashOf, sha256, uniformFrom } from '../../../recipes/sha256.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import type { WholeLine } from '../../../recipes/whole-stage.ts';
import { openScratch } from '../../../activities/stage-runner/scratch.ts';

export const optionsOf = (options: object): StarOptions => starOptions.parse(options);

/** Rows of round 0 made of raw records, as the import makes them. */
export function imported(records: readonly object[], options: StarOptions, more: object = {}): readonly Row[] {
  return records.map((record, at): Row => {
    const seed = recipe.readSeed(record, options);
    if (!seed.ok) throw new Error(`${seed.label}: ${seed.message}`);
    const id = hashOf(['problem', at]).slice(0, 32);
    return { id, origin: id, parents: [], round: 0, calls: [], ...seed.fields, ...more };
  });
}

export interface Asked {
  readonly name: string;
  readonly sample: number;
  readonly served: string | undefined;
  readonly temperature: number | undefined;
  readonly messages: readonly Message[];
  /** Text of the last message. */
  readonly last: string;
  readonly images: number;
}

/** What a scripted model says; undefined is an endpoint that fails. */
export type Says = (asked: Asked) => string | undefined;

/** Runs one stage's program over rows with a scripted model; outcomes by row, and all that was asked. */
export async function run(
  stage: 'generate' | 'rationalize' | 'evaluate' | 'baseline',
  rows: readonly Row[],
  options: StarOptions,
  says: Says,
  { round = 1, facts = {} }: { readonly round?: number; readonly facts?: Readonly<Record<string, StageFacts>> } = {},
): Promise<{
  readonly outcomes: readonly Outcome[];
  readonly kept: readonly Row[];
  readonly dropped: readonly Row[];
  readonly asks: readonly Asked[];
}> {
  const asks: Asked[] = [];
  const infer: Services['infer'] = async <T>(call: InferCall<T>) => {
    const asked = askedOf(call);
    asks.push(asked);
    const text = says(asked);
    if (text === undefined) throw new ItemFailure('endpoint_error', 'the endpoint failed');
    const parsed = call.parse(text);
    if (!parsed.ok) throw new ItemFailure(parsed.reason, parsed.error);
    return { value: parsed.value, key: `key ${asked.name} ${asked.sample}`, answer: sha256(text) };
  };
  const services = { infer, detect: () => Promise.reject(new Error('nothing is detected')) };
  const program = recipe.stages[stage] as ItemProgram;
  const outcomes: Outcome[] = [];
  const kept: Row[] = [];
  const dropped: Row[] = [];
  for (const row of rows) {
    const context: ItemContext = {
      campaignSeed: 7,
      stage,
      round,
      itemId: row.id,
      options,
      facts,
      draw: (purpose) => uniformFrom(7, round, stage, row.id, purpose),
    };
    const outcome = await program({ seed: row, current: row }, services, context).catch((error: unknown): Outcome => {
      if (error instanceof ItemFailure) return { kind: 'failed', reason: error.reason };
      throw error;
    });
    outcomes.push(outcome);
    if (outcome.kind === 'dropped') dropped.push(row);
    if (outcome.kind === 'kept')
      for (const [index, fields] of outcome.rows.entries()) {
        const id = hashOf([stage, round, row.id, index]).slice(0, 32);
        kept.push({ ...fields, id, origin: row.origin, parents: [row.id], round, calls: [] });
      }
  }
  return { outcomes, kept, dropped, asks };
}

function askedOf<T>({ name, sample = 0, served, temperature, messages }: InferCall<T>): Asked {
  const content = messages.at(-1)?.content ?? '';
  const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
  return {
    name,
    sample,
    served,
    temperature,
    messages,
    last: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    images: parts.filter(({ type }) => type === 'image').length,
  };
}

/** Runs a whole stage over rows held in memory. */
export async function runWhole(
  stage: string,
  inputs: Readonly<Record<string, readonly Row[]>>,
  options: StarOptions,
  { round = 1, facts = {} }: { readonly round?: number; readonly facts?: Readonly<Record<string, StageFacts>> } = {},
): Promise<{ readonly rows: readonly Row[]; readonly rejects: readonly WholeLine[]; readonly facts: StageFacts }> {
  const program = recipe.whole?.[stage];
  if (!program) throw new Error(`no whole stage '${stage}'`);
  const scratch = await openScratch();
  const rows: Row[] = [];
  const rejects: WholeLine[] = [];
  let found: StageFacts = {};
  try {
    const sealed = Object.fromEntries(
      Object.entries(inputs).map(([name, lines]) => [
        name,
        async function* () {
          yield* lines;
        },
      ]),
    );
    const services = { scratch: scratch.file, reviewed: () => Promise.resolve(new Map()) };
    const context = {
      campaignSeed: 7,
      stage,
      round,
      options,
      facts,
      draw: (purpose: string) => uniformFrom(7, round, stage, purpose),
    };
    for await (const line of program(sealed, services, context)) {
      if (line.kind === 'facts') found = { ...found, ...line.facts };
      else if (line.kind === 'row') {
        const [parent] = line.parents;
        const id = hashOf([stage, round, rows.length]).slice(0, 32);
        rows.push({
          ...line.fields,
          id,
          origin: parent?.origin ?? id,
          parents: line.parents.map((one) => one.id),
          round,
          calls: [],
        });
      } else rejects.push(line);
    }
  } finally {
    await scratch.remove();
  }
  return { rows, rejects, facts: found };
}
