import type { ItemContext, Row } from '../../../recipes/item-program.ts';
import type { Outcome } from '../../../recipes/outcome.ts';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import type { WholeLine, WholeServices } from '../../../recipes/whole-stage.ts';
import { hashOf, uniformFrom } from '../../../recipes/sha256.ts';
import { recipe, type MixOptions } from '../../../recipes/mix/index.ts';

export const optionsOf = (changes: Record<string, unknown> = {}): MixOptions => recipe.options.parse(changes);

export const rowOf = (id: number | string, fields: Record<string, unknown>): Row => {
  const name = hashOf(['row', id]).slice(0, 32);
  return { id: name, origin: name, parents: [], round: 0, calls: [], ...fields };
};

/** A token a character. */
const countTokens = async (text: string): Promise<number> => [...text].length;
const unasked = async (): Promise<never> => {
  throw new Error('a mix asks no model');
};

/** What `measure` makes of one sample. */
export async function measured(fields: Record<string, unknown>, options: MixOptions = optionsOf()): Promise<Outcome> {
  const row = rowOf(1, fields);
  const context: ItemContext = {
    campaignSeed: 1,
    stage: 'measure',
    round: 1,
    itemId: row.id,
    options,
    facts: {},
    draw: () => 0,
  };
  const program = recipe.stages['measure'];
  if (!program) throw new Error('no program');
  return program({ seed: row, current: row }, { infer: unasked, detect: unasked, countTokens }, context);
}

const scratch: WholeServices['scratch'] = () => {
  let content = Buffer.alloc(0);
  return {
    size: () => content.length,
    append: async (bytes) => void (content = Buffer.concat([content, bytes])),
    read: async (start, end) => content.subarray(start, end),
  };
};

export interface Staged {
  readonly rows: readonly Row[];
  readonly dropped: readonly { readonly id: string; readonly reason: string }[];
  readonly facts: StageFacts;
}

/** What a whole stage makes of rows. */
export async function staged(
  stage: 'mix' | 'pack',
  rows: readonly Row[],
  options: MixOptions,
  seed = 1,
  breathe?: () => Promise<void>,
): Promise<Staged> {
  const program = recipe.whole?.[stage];
  if (!program) throw new Error(`no stage ${stage}`);
  const services: WholeServices = { scratch, reviewed: async () => new Map(), ...(breathe && { breathe }) };
  const context = {
    campaignSeed: seed,
    stage,
    round: 1,
    options,
    facts: {},
    draw: (purpose: string) => uniformFrom(seed, 1, stage, purpose),
  };
  const said: WholeLine[] = [];
  const inputs = {
    samples: async function* () {
      yield* rows;
    },
  };
  for await (const line of program(inputs, services, context)) said.push(line);
  return {
    rows: said.flatMap((line, at) =>
      line.kind === 'row'
        ? [
            {
              ...rowOf(`${stage}/${at}`, line.fields),
              origin: line.parents[0]?.origin ?? '',
              parents: line.parents.map(({ id }) => id),
              round: 1,
            },
          ]
        : [],
    ),
    dropped: said.flatMap((line) => (line.kind === 'dropped' ? [{ id: line.row.id, reason: line.reason }] : [])),
    facts: said.reduce<StageFacts>((sum, line) => (line.kind === 'facts' ? { ...sum, ...line.facts } : sum), {}),
  };
}
