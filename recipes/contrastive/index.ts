import { z } from 'zod';
import type { Recipe, SeedRecord } from '../recipe.ts';
import { describe } from './describe.ts';
import { mine, spare } from './mine.ts';
import { options, type ContrastiveOptions } from './options.ts';
import { plan } from './plan.ts';
import { verify } from './verify.ts';

export type { ContrastiveOptions } from './options.ts';
export { recallAt, recallRanks, type Recall } from './recall.ts';
export { contrastiveRow, type ContrastiveRow } from './rows.ts';
export { nearest, type Neighbour, type VectorBlocks } from './top-k.ts';
export { isFalse } from './verify-false.ts';

const text = z.union([z.string(), z.number()]).transform(String);
const record = z.looseObject({
  image: z.string().min(1),
  annotations: z.union([z.string(), z.array(z.string())]).optional(),
  caption: z.string().optional(),
  id: text.optional(),
});

/** Reads a picture with what is known of it. Reason: `bad_record`. */
function readSeed(raw: unknown): SeedRecord {
  const parsed = record.safeParse(raw);
  if (!parsed.success)
    return { ok: false, kind: 'failed', reason: 'bad_record', message: z.prettifyError(parsed.error), label: '' };
  const { image, annotations = [], caption, id } = parsed.data;
  const known = [...[annotations].flat(), ...(caption === undefined ? [] : [caption])];
  return {
    ok: true,
    fields: {
      ...(known.length === 0 ? {} : { annotations: known }),
      ...(id === undefined ? {} : { source_id: id }),
    },
    image,
    label: id ?? image,
  };
}

/** Tokens of a vote, its prompt and its answer; estimates for `plan`. */
const votePrompt = 60;

/** Retrieval data: captions at several granularities and hard negatives, verified. */
export const recipe: Recipe<ContrastiveOptions> = {
  name: 'contrastive',
  plan,
  options,
  models: ['generator', 'verifier|generator', 'embedder'],
  stages: { describe, verify },
  whole: { mine },
  readSeed,
  expect(_, { granularities, edits, votes, mined, imageVectors }) {
    const captions = granularities.length;
    const kinds = imageVectors ? 2 : 1;
    const verified = captions * Math.min(edits, 1) + kinds * mined;
    const mostVerified = captions * edits + kinds * spare * mined;
    return [
      { model: 'generator', calls: 1, promptTokens: 250, completionTokens: 60 * captions, images: 1 },
      ...(edits > 0
        ? [{ model: 'generator', calls: 1, promptTokens: 400, completionTokens: 50 * captions * edits, images: 1 }]
        : []),
      {
        model: 'verifier',
        calls: verified * votes,
        atMost: mostVerified * votes,
        promptTokens: votePrompt,
        completionTokens: 2,
        images: 1,
      },
      { model: 'embedder', calls: edits > 0 ? 2 : 1, promptTokens: 30 * captions, completionTokens: 0, images: 0 },
      ...(imageVectors ? [{ model: 'embedder', calls: 1, promptTokens: 0, completionTokens: 0, images: 1 }] : []),
    ].filter(({ calls }) => calls > 0);
  },
  usesDetector: () => false,
};
