import type { ItemContext, Row } from '../../../recipes/item-program.ts';
import { ItemFailure, type Outcome } from '../../../recipes/outcome.ts';
import { encodeVector } from '../../../recipes/embedding.ts';
import { recipe, type ContrastiveOptions } from '../../../recipes/contrastive/index.ts';
import type { InferCall, Services } from '../../../recipes/services.ts';
import type { WholeLine, WholeServices } from '../../../recipes/whole-stage.ts';
import { hashOf } from '../../../recipes/sha256.ts';

export const optionsOf = (changes: Record<string, unknown> = {}): ContrastiveOptions => recipe.options.parse(changes);

/** A vector whose cosine to [1, 0] is the one given. */
export const at = (cosine: number): number[] => [cosine, Math.sqrt(1 - cosine * cosine)];

export const rowOf = (name: string, fields: Record<string, unknown>): Row => {
  const id = hashOf(['row', name]).slice(0, 32);
  return {
    id,
    origin: id,
    parents: [],
    round: 0,
    calls: [],
    image: { sha256: hashOf(name), width: 9, height: 9 },
    ...fields,
  };
};

export interface World {
  /** Answer of the model to a call; a failure is thrown. */
  readonly answer: (call: InferCall<unknown>, prompt: string) => string | ItemFailure;
  readonly vector?: (text: string) => readonly number[];
  /** Tokens of an answer with their log probabilities; none by default. */
  readonly tokens?: (reply: string) => readonly (readonly [string, number])[];
}

export function servicesOf({ answer, vector = () => at(0.9), tokens }: World): { services: Services; names: string[] } {
  const names: string[] = [];
  const infer: Services['infer'] = async <T>(call: InferCall<T>) => {
    names.push(`${call.name}#${call.sample ?? 0}`);
    const reply = answer(call as InferCall<unknown>, JSON.stringify(call.messages));
    if (reply instanceof ItemFailure) throw reply;
    const parsed = call.parse(reply);
    if (!parsed.ok) throw new ItemFailure(parsed.reason, parsed.error);
    const told = tokens ? { tokens: tokens(reply) } : {};
    return { value: parsed.value, key: call.name, answer: hashOf(reply), ...told };
  };
  const embed: NonNullable<Services['embed']> = async ({ name, input }) => {
    names.push(name);
    const texts = 'texts' in input ? input.texts : [input.image];
    const vectors = texts.map((text) => encodeVector(vector(text)));
    return { value: { dimensions: 2, vectors }, key: name, answer: name };
  };
  const detect: Services['detect'] = async () => {
    throw new Error('nothing is detected');
  };
  return { services: { infer, embed, detect }, names };
}

export async function run(stage: 'describe' | 'verify', row: Row, world: World, options = optionsOf()) {
  const { services, names } = servicesOf(world);
  const context: ItemContext = {
    campaignSeed: 1,
    stage,
    round: 1,
    itemId: row.id,
    options,
    facts: {},
    draw: () => 0,
  };
  const program = recipe.stages[stage];
  if (!program) throw new Error('no program');
  const outcome: Outcome = await program({ seed: row, current: row }, services, context);
  return { outcome, names };
}

const scratch: WholeServices['scratch'] = () => {
  let content = Buffer.alloc(0);
  return {
    size: () => content.length,
    append: async (bytes) => void (content = Buffer.concat([content, bytes])),
    read: async (start, end) => content.subarray(start, end),
  };
};

export async function mined(rows: readonly Row[], options = optionsOf()): Promise<readonly WholeLine[]> {
  const program = recipe.whole?.['mine'];
  if (!program) throw new Error('no stage');
  const services: WholeServices = { scratch, reviewed: async () => new Map() };
  const context = { campaignSeed: 1, stage: 'mine', round: 1, options, facts: {}, draw: () => 0 };
  const inputs = {
    images: async function* () {
      yield* rows;
    },
  };
  const said: WholeLine[] = [];
  for await (const line of program(inputs, services, context)) said.push(line);
  return said;
}
