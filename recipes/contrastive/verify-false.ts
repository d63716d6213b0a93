import { allEnded } from '../all-ended.ts';
import type { Services } from '../services.ts';
import type { ContrastiveOptions } from './options.ts';
import { entailmentPrompt, entailmentSchema, parseEntailment } from './prompts/entailment.ts';
import type { Verification } from './rows.ts';
import { wordProbability } from './word-probability.ts';

export interface FalseVerdict extends Verification {
  /** Whether it may stand as a negative. */
  readonly holds: boolean;
}

/** One answer to whether a caption is true of a picture; `p`: its probability, where the endpoint gives it. */
export interface EntailmentVote {
  readonly yes: boolean;
  readonly p?: number;
}

/**
 * Whether votes make a caption a safe negative: enough of them say no, and none says yes with more than even probability. A yes
 * without a probability counts as such a one.
 */
export function isFalse(votes: readonly EntailmentVote[], needed: number): FalseVerdict {
  const yes = votes.filter((vote) => vote.yes);
  const no = votes.length - yes.length;
  return { no, yes: yes.length, holds: no >= needed && yes.every(({ p = 1 }) => p <= 0.5) };
}

/**
 * Asks the verifier several times whether a caption is true of a picture.
 *
 * @param name of the call within the item
 */
export async function verifyFalse(
  services: Services,
  { votes, needed }: ContrastiveOptions,
  { name, image, caption }: { readonly name: string; readonly image: string; readonly caption: string },
): Promise<FalseVerdict> {
  const asked = Array.from({ length: votes }, async (_, sample): Promise<EntailmentVote> => {
    const { value: yes, tokens = [] } = await services.infer({
      name,
      model: 'verifier',
      sample,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', sha256: image },
            { type: 'text', text: entailmentPrompt(caption) },
          ],
        },
      ],
      schema: entailmentSchema,
      parse: parseEntailment,
    });
    const p = wordProbability(tokens, yes ? /\b(?:yes|true)\b/ : /\b(?:no|false)\b/);
    return { yes, ...(p === undefined ? {} : { p }) };
  });
  return isFalse(await allEnded(asked), needed);
}
