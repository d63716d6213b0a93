import { ItemFailure } from '../../recipes/outcome.ts';
import type { CallRef } from '../../recipes/item-program.ts';
import type { InferAnswer, InferCall, Message } from '../../recipes/services.ts';
import { sha256 } from '../../recipes/sha256.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { Identity } from '../campaigns/identity.ts';
import { callKey, type CallKey, type CallPlace } from './call-key.ts';
import { canonicalRequest, resolveRole, type CanonicalRequest } from './canonical-request.ts';

/** Re-asks after an answer that did not parse. */
const invalidReasks = 1;
/** Samples drawn again after a cut-short answer; at 1 % cut short, four in a row are one in a hundred million. */
const cutShortResamples = 3;

/** An answer asked for, with where it stands among the item's calls. */
export interface AskedCall extends CallRef {
  readonly call: string;
  readonly sample: number;
  readonly ask: number;
}

export interface AskDependencies {
  readonly identity: Identity;
  readonly place: Pick<CallPlace, 'root' | 'round' | 'stage' | 'item'>;
  /** Revisions whose key is tried in turn: the plain one, then each retry's. */
  readonly revisions: readonly (number | undefined)[];
  /** The journaled answer of a key. */
  readonly recall: (key: string) => JournalEntry | undefined;
  /** Buys an answer and journals it. Throws ItemFailure where the endpoint refuses this request. */
  readonly buy: (role: string, key: CallKey, place: CallPlace, request: CanonicalRequest) => Promise<JournalEntry>;
  readonly asked: AskedCall[];
}

/** `services.infer`: from the journal when the key is there, else from the endpoint. */
export async function askModel<T>(call: InferCall<T>, deps: AskDependencies): Promise<InferAnswer<T>> {
  let failure: ItemFailure | undefined;
  for (const revision of deps.revisions) {
    const result = await askAtRevision(call, revision, deps);
    if (!(result instanceof ItemFailure)) return result;
    failure = result;
  }
  throw failure ?? new Error('no revision to ask at');
}

async function askAtRevision<T>(
  call: InferCall<T>,
  revision: number | undefined,
  deps: AskDependencies,
): Promise<InferAnswer<T> | ItemFailure> {
  const role = resolveRole(deps.identity.models, call.model);
  const model = deps.identity.models[role] as Identity['models'][string];
  let messages: readonly Message[] = call.messages;
  let invalid = 0;
  let cutShort = 0;
  for (let ask = 0; ; ask++) {
    const place: CallPlace = {
      ...deps.place,
      call: call.name,
      sample: call.sample ?? 0,
      ask,
      ...(revision === undefined ? {} : { revision }),
    };
    const request = canonicalRequest(model, call, messages);
    const key = callKey(place, request);
    const entry = deps.recall(key.key) ?? (await deps.buy(role, key, place, request));
    const answer: CallRef = { key: key.key, answer: sha256(entry.answer) };
    deps.asked.push({ ...answer, call: call.name, sample: place.sample, ask });
    const failed = (reason: string, message: string): ItemFailure =>
      new ItemFailure(reason, message, { call: call.name });
    if (entry.finishReason === 'length' && call.cutShort !== 'take') {
      if (++cutShort > cutShortResamples)
        return failed('cut_short', `${call.name}: the answer was cut short ${cutShort} times`);
      continue;
    }
    if (entry.finishReason === 'content_filter')
      return failed('refused', `${call.name}: refused by the endpoint's filter`);
    const parsed = call.parse(entry.answer);
    const { meanLogProb, tokens } = entry;
    if (parsed.ok) {
      return {
        value: parsed.value,
        ...answer,
        ...(meanLogProb === undefined ? {} : { meanLogProb }),
        ...(tokens === undefined ? {} : { tokens }),
      };
    }
    if (++invalid > invalidReasks) return failed(parsed.reason, `${call.name}: ${parsed.error}`);
    messages = reask(call.messages, entry.answer, parsed.error);
  }
}

function reask(messages: readonly Message[], answer: string, error: string): readonly Message[] {
  return [
    ...messages,
    { role: 'assistant', content: answer },
    {
      role: 'user',
      content: `That answer cannot be used: ${error} Answer again, in full and in the form asked for, with nothing else.`,
    },
  ];
}
