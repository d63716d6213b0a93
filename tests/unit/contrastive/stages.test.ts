import { describe, expect, it } from '@jest/globals';
import { isFalse } from '../../../recipes/contrastive/index.ts';
import { encodeVector } from '../../../recipes/embedding.ts';
import { ItemFailure } from '../../../recipes/outcome.ts';
import { at, mined, optionsOf, rowOf, run, type World } from './scenario.ts';

const captions = [
  { granularity: 'short', text: 'a cat on a mat' },
  { granularity: 'scene', text: 'A cat rests in a hall.' },
];
const captionsSaid = Object.fromEntries(captions.map(({ granularity, text }) => [granularity, text]));
const edits = {
  short: [
    { type: 'object', text: 'a dog on a mat' },
    { type: 'attribute', text: 'a blue cat on a mat' },
  ],
  scene: [{ type: 'relation', text: 'A cat runs through a hall.' }],
};
const options = optionsOf({ granularities: ['short', 'scene'] });

/** A world in which the model calls a caption true where `isTrue` says so. */
function world(isTrue: (prompt: string) => boolean, changes: Partial<World> = {}): World {
  return {
    answer: ({ name }, prompt) => {
      if (name === 'captions') return JSON.stringify(captionsSaid);
      if (name === 'edits') return JSON.stringify(edits);
      return JSON.stringify({ verdict: isTrue(prompt) ? 'yes' : 'no' });
    },
    vector: (text) => (captions.some((one) => one.text === text) ? at(1) : at(0.9)),
    ...changes,
  };
}

describe('describing a picture', () => {
  const row = rowOf('cat', {});

  it('keeps captions and the first edit of each that holds', async () => {
    const { outcome, names } = await run(
      'describe',
      row,
      world(() => false),
      options,
    );
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [
        {
          captions,
          edits: [
            { text: 'a dog on a mat', type: 'object', editOf: 'short', verify: { no: 3, yes: 0 } },
            { text: 'A cat runs through a hall.', editOf: 'scene' },
          ],
        },
      ],
      rejects: [],
    });
    expect(names.filter((name) => name.startsWith('verify/'))).toHaveLength(6);
  });

  it('tries the next edit where one is true of the picture', async () => {
    const { outcome } = await run(
      'describe',
      row,
      world((prompt) => prompt.includes('a dog')),
      options,
    );
    expect(outcome).toMatchObject({ rows: [{ edits: [{ text: 'a blue cat on a mat' }, { editOf: 'scene' }] }] });
    expect(outcome.rejects).toMatchObject([{ unit: 'edit/short/0', kind: 'dropped', reason: 'not_false' }]);
  });

  it.each([
    [0.5, 'too_far'],
    [0.99, 'paraphrase'],
  ])('lets edits fall at a cosine of %d', async (near, reason) => {
    const vector = (text: string) => (captions.some((one) => one.text === text) ? at(1) : at(near));
    const { outcome, names } = await run(
      'describe',
      row,
      world(() => false, { vector }),
      options,
    );
    expect(outcome).toMatchObject({ kind: 'kept', rows: [{ edits: [] }] });
    expect(outcome.rejects?.map((one) => one.reason)).toEqual([reason, reason, reason]);
    expect(names.some((name) => name.startsWith('verify/'))).toBe(false);
  });

  it('keeps the captions where the edits cannot be had', async () => {
    const { answer } = world(() => false);
    const refusing: World = {
      ...world(() => false),
      answer: (call, prompt) => (call.name === 'edits' ? new ItemFailure('refused', 'no') : answer(call, prompt)),
    };
    const { outcome } = await run('describe', row, refusing, options);
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [{ captions, edits: [] }],
      rejects: [{ unit: 'edits', reason: 'refused' }],
    });
  });

  const describing = (said: unknown, kinds: readonly string[]) =>
    run(
      'describe',
      row,
      {
        ...world(() => false),
        answer: ({ name }) => (name === 'captions' ? JSON.stringify(said) : '{"verdict": "no"}'),
      },
      optionsOf({ granularities: kinds, edits: 0 }),
    );

  it('does without a caption of text where nothing can be read', async () => {
    const { outcome } = await describing({ ...captionsSaid, text: '' }, ['short', 'scene', 'text']);
    expect(outcome).toMatchObject({ kind: 'kept', rows: [{ captions }], rejects: [] });
  });

  it('keeps the captions there are and tells of each that is lacking', async () => {
    const looping = 'it is serving, and it is serving, and it is serving, and it is serving, and';
    const { outcome } = await describing({ ...captionsSaid, relation: looping }, [
      'short',
      'scene',
      'relation',
      'attribute',
    ]);
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [{ captions }],
      rejects: [
        { unit: 'caption/relation', kind: 'failed', reason: 'looping_caption' },
        { unit: 'caption/attribute', kind: 'failed', reason: 'missing_caption' },
      ],
    });
  });

  it('fails where there is no caption at all', async () => {
    await expect(describing({ scene: ' ' }, ['short', 'scene'])).rejects.toMatchObject({ reason: 'missing_caption' });
    await expect(describing({ text: '' }, ['text'])).rejects.toMatchObject({ reason: 'missing_caption' });
    await expect(describing(['a cat'], ['short'])).rejects.toMatchObject({ reason: 'bad_captions' });
  });
});

describe('votes on a negative', () => {
  const [yes, no] = [{ yes: true }, { yes: false }];

  it('hold with enough that say no and none that says yes for sure', () => {
    expect(isFalse([no, no, no], 2)).toEqual({ no: 3, yes: 0, holds: true });
    expect(isFalse([no, no, { yes: true, p: 0.4 }], 2)).toEqual({ no: 2, yes: 1, holds: true });
  });

  it('do not hold with a yes that is likely or of unknown probability, nor with too few', () => {
    expect(isFalse([no, no, yes], 2).holds).toBe(false);
    expect(isFalse([no, no, { yes: true, p: 0.51 }], 2).holds).toBe(false);
    expect(isFalse([no, { yes: true, p: 0.1 }, { yes: true, p: 0.1 }], 2).holds).toBe(false);
  });
});

describe('mining', () => {
  const described = (name: string, cosine: number, phash?: string) =>
    rowOf(name, {
      captions: [{ granularity: 'short', text: `caption of ${name}` }],
      edits: [],
      captionVectors: [encodeVector(at(cosine))],
      imageVector: encodeVector(at(cosine)),
      ...(phash === undefined ? {} : { phash }),
    });
  const minedOf = (lines: Awaited<ReturnType<typeof mined>>, index: number) => {
    const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.fields] : []));
    const texts = (rows[index]?.['texts'] ?? []) as unknown as readonly { text: string }[];
    return texts.map(({ text }) => text.replace('caption of ', ''));
  };

  it('takes neighbours within the window, nearest first', async () => {
    const rows = [
      described('a', 1),
      described('b', 0.97),
      described('c', 0.9),
      described('d', 0.7),
      described('e', 0.2),
    ];
    expect(minedOf(await mined(rows), 0)).toEqual(['c', 'd']);
  });

  it('takes no picture that looks the same', async () => {
    const rows = [
      described('a', 1, '0'.repeat(16)),
      described('b', 0.9, `${'0'.repeat(15)}f`),
      described('c', 0.8, 'f'.repeat(16)),
    ];
    expect(minedOf(await mined(rows), 0)).toEqual(['c']);
  });

  it('drops a picture met before, and accounts for it', async () => {
    const [a, b] = [described('a', 1), described('b', 0.9)];
    const again = { ...b, id: 'f'.repeat(32) };
    const lines = await mined([a, b, again]);
    expect(lines.filter(({ kind }) => kind === 'row')).toHaveLength(2);
    expect(lines).toContainEqual({ kind: 'dropped', row: again, reason: 'same_image', detail: { mergedInto: b.id } });
  });

  it('tells recall of the embedder', async () => {
    const lines = await mined([described('a', 1), described('b', 0.5), described('c', 0)]);
    expect(lines.at(-1)).toMatchObject({
      facts: { gallery: 3, joint: true, 'textToImage@1': 1, 'imageToText@1': 1, meanRecall: 1 },
    });
  });

  it('does without pictures where they have no vectors', async () => {
    const bare = [described('a', 1), described('b', 0.9)].map(({ imageVector: _, ...row }) => row);
    const lines = await mined(bare);
    expect(lines.map(({ kind }) => kind)).toEqual(['row', 'row']);
    expect(lines[0]).toMatchObject({ fields: { images: [], texts: [{ text: 'caption of b' }] } });
  });
});

describe('verifying mined negatives', () => {
  const candidate = (name: string) => ({ row: name, sha256: name.repeat(64).slice(0, 64), cosine: 0.8 });
  const row = rowOf('cat', {
    captions,
    edits: [],
    images: ['a', 'b', 'c', 'd'].map(candidate),
    texts: [{ row: 't', text: 'a dog in a garden', cosine: 0.7 }],
  });

  it('keeps what is false, nearest first, three at most', async () => {
    const { outcome } = await run('verify', row, { answer: (_, prompt) => (prompt.includes('bbbb') ? 'yes' : 'no') });
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [
        {
          positives: captions.map(({ text }) => text),
          hardNegTexts: [{ text: 'a dog in a garden', type: 'mined', verify: { no: 3, yes: 0 } }],
          hardNegImages: [{ sha256: 'a'.repeat(64) }, { sha256: 'c'.repeat(64) }, { sha256: 'd'.repeat(64) }],
        },
      ],
      rejects: [{ unit: 'image/b', kind: 'dropped', reason: 'not_false' }],
    });
  });

  it.each([
    [0.4, 1],
    [0.6, 0],
  ])('weighs a yes by the probability of its word: at %d, %d of one candidate is kept', async (p, kept) => {
    const { outcome } = await run(
      'verify',
      { ...row, images: [] },
      {
        answer: ({ sample }) => `{"verdict": "${sample === 0 ? 'yes' : 'no'}"}`,
        tokens: (reply) => [
          ['{"verdict": "', -9],
          [reply.includes('yes') ? 'yes' : 'no', Math.log(p)],
          ['"}', -9],
        ],
      },
    );
    expect(outcome.kind === 'kept' ? outcome.rows[0]?.['hardNegTexts'] : undefined).toHaveLength(kept);
  });

  it('lets a candidate fall alone that cannot be verified', async () => {
    const { outcome } = await run('verify', row, {
      answer: ({ name }) => (name.startsWith('text/') ? new ItemFailure('refused', 'no') : 'no'),
    });
    expect(outcome).toMatchObject({
      rows: [{ hardNegTexts: [] }],
      rejects: [{ unit: 'text/t', kind: 'failed', reason: 'refused' }],
    });
  });
});
