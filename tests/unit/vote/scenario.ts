import type { ItemContext, Row } from '../../../recipes/item-program.ts';
import { ItemFailure, type Outcome } from '../../../recipes/outcome.ts';
import type { InferCall, Services } from '../../../recipes/services.ts';
import { sha256, uniformFrom } from '../../../recipes/sha256.ts';
import { recipe, type VoteOptions } from '../../../recipes/vote/index.ts';

export type Reply = string | { readonly text: string; readonly meanLogProb: number } | ItemFailure;
export type Script = (name: string, sample: number, prompt: string) => Reply;

export const optionsOf = (changes: Partial<VoteOptions> = {}): VoteOptions => recipe.options.parse(changes);

export function questionRow(fields: Record<string, unknown> = {}): Row {
  const seed = recipe.readSeed({ question: 'What is it?', choices: ['cat', 'dog', 'cow'], ...fields }, optionsOf());
  if (!seed.ok) throw new Error(seed.message);
  return { id: 'q', origin: 'q', parents: [], round: 0, calls: [], ...seed.fields };
}

/** Runs the program on one question with answers from a script; calls are recorded as `name/sample`. */
export async function play(script: Script, changes: Partial<VoteOptions> = {}, row: Row = questionRow()) {
  const calls: InferCall<unknown>[] = [];
  const infer: Services['infer'] = async <T>(call: InferCall<T>) => {
    calls.push(call as InferCall<unknown>);
    const prompt = JSON.stringify(call.messages);
    const reply = script(call.name, call.sample ?? 0, prompt);
    if (reply instanceof ItemFailure) throw reply;
    const { text, ...more } = typeof reply === 'string' ? { text: reply } : reply;
    const parsed = call.parse(text);
    if (!parsed.ok) throw new ItemFailure(parsed.reason, parsed.error);
    return { value: parsed.value, key: `${call.name}/${call.sample ?? 0}`, answer: sha256(text), ...more };
  };
  const context: ItemContext = {
    campaignSeed: 1,
    stage: 'vote',
    round: 1,
    itemId: 'q',
    options: optionsOf(changes),
    facts: {},
    draw: (purpose) => uniformFrom(1, 'q', purpose),
  };
  const detect: Services['detect'] = async () => {
    throw new Error('nothing is detected');
  };
  const program = recipe.stages['vote'];
  if (!program) throw new Error('no program');
  const outcome: Outcome = await program({ seed: row, current: row }, { infer, detect }, context);
  return { outcome, calls, names: calls.map(({ name, sample = 0 }) => `${name}/${sample}`) };
}
