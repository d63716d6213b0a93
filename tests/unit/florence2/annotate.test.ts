import { describe, expect, it } from '@jest/globals';
import { annotate } from '../../../recipes/florence2/annotate/annotate.ts';
import { candidateRow } from '../../../recipes/florence2/picture-row.ts';
import type { Outcome } from '../../../recipes/outcome.ts';
import type { Proposals } from '../../../recipes/services.ts';
import { contextOf, inputOf, optionsOf, pictureRowOf, region, scripted, seedRow } from './scenario.ts';

const proposals: Proposals = {
  width: 640,
  height: 480,
  objects: [
    { label: 'sheep', bbox: [0, 0, 0.25, 0.25], score: 0.9 },
    { label: 'sheep', bbox: [0.5, 0.5, 0.75, 0.75], score: 0.6 },
    { label: 'dog', bbox: [0.5, 0, 0.75, 0.25], score: 0.5 },
    { label: 'cow', bbox: [0.5, 0, 0.75, 0.25], score: 0.21 },
  ],
  text: [{ text: 'STOP', bbox: [0, 0.5, 0.5, 1], quad: [0, 0.5, 0.5, 0.5, 0.5, 1, 0, 1], score: 0.8 }],
};
const candidatesOf = (outcome: Outcome) => candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined);

describe('round 1', () => {
  it('takes the specialists’ proposals in pixels, those below every threshold too, and the NSFW score', async () => {
    const options = optionsOf({ specialists: ['objects', 'text', 'nsfw'], templates: false });
    const { services } = scripted(() => '', proposals);
    const { candidates, nsfw } = candidatesOf(
      await annotate(inputOf(seedRow()), services, contextOf('annotate', options)),
    );
    expect(nsfw).toBe(0.25);
    expect(candidates.map(({ text, score, source }) => [text, score, source.name])).toEqual([
      ['sheep', 0.9, 'object-detector'],
      ['sheep', 0.6, 'object-detector'],
      ['dog', 0.5, 'object-detector'],
      ['cow', 0.21, 'object-detector'],
      ['STOP', 0.8, 'text-reader'],
    ]);
    expect(candidates[1]).toMatchObject({ geometry: { type: 'box', pixels: [320, 240, 480, 360] } });
    expect(candidates[4]).toMatchObject({ geometry: { type: 'quad', pixels: [0, 240, 320, 240, 320, 480, 0, 480] } });
  });

  it('makes a sentence of the boxes that will stand, marked as a template, with its phrases placed', async () => {
    const { services } = scripted(() => '', proposals);
    const { candidates } = candidatesOf(
      await annotate(inputOf(seedRow()), services, contextOf('annotate', optionsOf())),
    );
    const made = candidates.filter(({ source }) => source.kind === 'template');
    expect(made.map((one) => [one.class, 'phrase' in one ? one.phrase : one.text])).toEqual([
      ['text', 'Two sheep and a dog.'],
      ['text_phrase_region', 'Two sheep'],
      ['text_phrase_region', 'Two sheep'],
      ['text_phrase_region', 'a dog'],
    ]);
    const phrases = made.flatMap((one) => (one.class === 'text_phrase_region' ? [one] : []));
    expect(phrases.map(({ text, span }) => text.slice(...span))).toEqual(phrases.map(({ phrase }) => phrase));
  });

  it('keeps people’s labels apart from what is to be filtered', async () => {
    const { services } = scripted(() => '', proposals);
    const seed = seedRow({
      captions: { brief: 'A dog on a lawn.' },
      boxes: [{ label: 'lawn', bbox: [0, 0, 1, 1] }],
      phrases: [{ phrase: 'A dog', boxes: [[0, 0, 0.5, 0.5]] }],
    });
    const { before } = candidatesOf(await annotate(inputOf(seed), services, contextOf('annotate', optionsOf())));
    expect(before.map((one) => [one.class, one.source.kind, 'phrase' in one ? one.span : one.text])).toEqual([
      ['text', 'human', 'A dog on a lawn.'],
      ['region_text', 'human', 'lawn'],
      ['text_phrase_region', 'human', [0, 5]],
    ]);
  });

  it('gives the same ids for the same answers, whoever asks', async () => {
    const ids = async () => {
      const { services } = scripted(() => '', proposals);
      const row = candidatesOf(await annotate(inputOf(seedRow()), services, contextOf('annotate', optionsOf())));
      return row.candidates.map(({ id }) => id);
    };
    const first = await ids();
    expect(await ids()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('fails the picture where the worker has no specialists', async () => {
    const { services } = scripted(() => '');
    await expect(annotate(inputOf(seedRow()), services, contextOf('annotate', optionsOf()))).rejects.toMatchObject({
      reason: 'no_specialists',
    });
  });
});

describe('a served Florence-2', () => {
  const answers: Readonly<Record<string, string>> = {
    'florence/brief': 'A green car in front of a house.',
    'florence/objects': 'car<loc_52><loc_332><loc_932><loc_774>',
    'florence/dense': 'green car with a dent<loc_52><loc_332><loc_932><loc_774>',
    'florence/text': 'EXIT 94<loc_100><loc_200><loc_300><loc_200><loc_300><loc_250><loc_100><loc_250>',
    'florence/ground/brief': 'A green car<loc_52><loc_332><loc_932><loc_774>a tree<loc_0><loc_0><loc_99><loc_99>',
    'florence/segment/0': '<loc_52><loc_332><loc_932><loc_332><loc_932><loc_774>',
    'florence/hints': 'wheel<loc_1><loc_1><loc_99><loc_99>',
  };
  const options = optionsOf({
    specialists: [],
    rounds: 2,
    florence: { tasks: ['brief', 'objects', 'dense', 'text', 'ground', 'segment'] },
  });

  it('is asked each task once, and its answers become annotations of all classes and places', async () => {
    const { services, calls } = scripted(({ name }) => answers[name] ?? '');
    const { candidates } = candidatesOf(await annotate(inputOf(seedRow()), services, contextOf('annotate', options)));
    expect(calls.map(({ name }) => name).sort()).toEqual(
      Object.keys(answers)
        .filter((name) => name !== 'florence/hints')
        .sort(),
    );
    expect(calls.find(({ name }) => name === 'florence/objects')?.text).toBe('<OD>');
    expect(candidates.map((one) => [one.class, one.granularity, 'geometry' in one ? one.geometry.type : ''])).toEqual([
      ['text', 'brief', ''],
      ['region_text', 'phrase', 'box'],
      ['region_text', 'brief', 'box'],
      ['region_text', 'phrase', 'quad'],
      ['text_phrase_region', 'brief', 'box'],
      ['text_phrase_region', 'brief', 'box'],
      ['region_text', 'phrase', 'polygons'],
    ]);
    expect(candidates[1]).toMatchObject({ geometry: { pixels: [33.6, expect.closeTo(159.6), 596.8, 371.76] } });
    expect(candidates[4]).toMatchObject({ phrase: 'A green car', span: [0, 11] });
    // No phrase of the text: an empty span, by which the filters know it.
    expect(candidates[5]).toMatchObject({ phrase: 'a tree', span: [0, 0] });
  });

  it('is asked in a later round for what was accepted before, and what stands is carried along', async () => {
    const standing = region('wheel', [0, 0, 60, 60], 0.9);
    const { services, calls } = scripted(({ name }) => answers[name] ?? '');
    const row = candidatesOf(
      await annotate(inputOf(pictureRowOf([standing])), services, contextOf('annotate', options, { round: 2 })),
    );
    expect(calls.find(({ name }) => name === 'florence/hints')?.text).toBe('<OPEN_VOCABULARY_DETECTION>wheel');
    expect(row.before).toEqual([standing]);
    expect(row.candidates.every(({ source }) => source.round === 2)).toBe(true);
  });
});

describe('a chat model', () => {
  const say = (objects: unknown, more: Record<string, unknown> = {}): string =>
    JSON.stringify({ brief: 'A dog.', detailed: '', objects, text: [], ...more });
  const options = optionsOf({ specialists: [], rounds: 2, chat: { samples: 3 } });

  it('is sampled, and a box counts by the share of samples that agree on it', async () => {
    const boxes = [
      [{ label: 'dog', box: [0, 0, 500, 500] }],
      [
        { label: 'Dog', box: [0, 0, 500, 480] },
        { label: 'cat', box: [900, 900, 800, 800] },
      ],
      [],
    ];
    const { services, calls } = scripted(({ sample }) => `\`\`\`json\n${say(boxes[sample])}\n\`\`\``);
    const { candidates } = candidatesOf(await annotate(inputOf(seedRow()), services, contextOf('annotate', options)));
    expect(calls.map(({ sample }) => sample).sort()).toEqual([0, 1, 2]);
    expect(candidates.map(({ text, score }) => [text, score === null ? null : Math.round(score * 3)])).toEqual([
      ['A dog.', null],
      ['dog', 2],
      ['cat', 1],
    ]);
    // Corners in order, thousandths of the side in pixels.
    expect(candidates[2]).toMatchObject({ scoreKind: 'agreement', geometry: { pixels: [512, 384, 576, 432] } });
  });

  it('is shown what was accepted before', async () => {
    const { services, calls } = scripted(() => say([]));
    const before = [region('dog', [0, 0, 320, 240], 0.9)];
    await annotate(inputOf(pictureRowOf(before)), services, contextOf('annotate', options, { round: 2 }));
    expect(calls[0]?.text).toContain('- "dog" at [0, 0, 500, 500]');
  });

  it.each([
    ['unit', undefined, [0.5, 0.5, 0.75, 0.75], [320, 240, 480, 360]],
    ['pixels', undefined, [320, 240, 480, 360], [320, 240, 480, 360]],
    ['pixels', 320, [160, 120, 240, 180], [320, 240, 480, 360]],
  ] as const)('counts in %s of %s', async (coordinates, side, box, pixels) => {
    const chat = { samples: 1, coordinates, ...(side === undefined ? {} : { side }) };
    const { services } = scripted(() => say([{ label: 'dog', box }]));
    const { candidates } = candidatesOf(
      await annotate(inputOf(seedRow()), services, contextOf('annotate', optionsOf({ specialists: [], chat }))),
    );
    expect(candidates[1]).toMatchObject({ text: 'dog', score: null, geometry: { pixels } });
  });

  it('that answers no JSON twice fails the picture', async () => {
    const { services, calls } = scripted(() => 'I see a dog.');
    await expect(annotate(inputOf(seedRow()), services, contextOf('annotate', options))).rejects.toMatchObject({
      reason: 'parse_error',
    });
    expect(calls.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the options', () => {
  it('of more rounds than one name a model that annotates anew', () => {
    expect(() => optionsOf({ rounds: 2 })).toThrow(/more than 1 needs a model/);
  });
});
