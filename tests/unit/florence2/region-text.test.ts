import { describe, expect, it } from '@jest/globals';
import { encodeVector } from '../../../recipes/embedding.ts';
import { annotate } from '../../../recipes/florence2/annotate/annotate.ts';
import { filter } from '../../../recipes/florence2/filter/filter.ts';
import { rulesParser } from '../../../recipes/florence2/language/rules-parser.ts';
import { options } from '../../../recipes/florence2/options.ts';
import { candidateRow } from '../../../recipes/florence2/picture-row.ts';
import { readPhrase } from '../../../recipes/florence2/region-text/crop-caption.ts';
import { cropPlace } from '../../../recipes/florence2/region-text/crop-place.ts';
import { nounChunks } from '../../../recipes/florence2/region-text/noun-chunks.ts';
import { ItemFailure, type Outcome } from '../../../recipes/outcome.ts';
import type { EmbedCall, Proposals, Services } from '../../../recipes/services.ts';
import { contextOf, inputOf, optionsOf, scripted, seedRow } from './scenario.ts';

const proposals: Proposals = {
  width: 640,
  height: 480,
  objects: [
    { label: 'dog', bbox: [0.5, 0, 0.75, 0.5], score: 0.9 },
    { label: 'cow', bbox: [0, 0, 0.25, 0.25], score: 0.5 },
    { label: 'cat', bbox: [0.5, 0.5, 0.75, 0.75], score: 0.3 },
  ],
  text: [],
};
const given = optionsOf({ chat: { samples: 1 }, regionText: {}, templates: false });
const silent = JSON.stringify({ brief: '', detailed: '', objects: [], text: [] });

/** Similarity of a text to every cut, as the cosine of two vectors of length 1. */
const similarities: Readonly<Record<string, number>> = {
  dog: 0.21,
  'A brown dog chases a ball': 0.27,
  'A brown dog': 0.29,
  'a ball': 0.1,
};
const vectorOf = (text: string): string => {
  const similarity = similarities[text] ?? 0;
  return encodeVector([similarity, Math.sqrt(1 - similarity ** 2)]);
};

function world(embed?: (call: EmbedCall) => void) {
  const { services, calls } = scripted(
    ({ name }) => (name.endsWith('/caption') ? '"A brown dog chases a ball."' : silent),
    proposals,
  );
  const cuts: unknown[] = [];
  const all: Services = {
    ...services,
    crop: async (_, place) => `cut ${cuts.push(place)}`,
    embed: async (call) => {
      embed?.(call);
      const vectors = 'texts' in call.input ? call.input.texts.map(vectorOf) : [encodeVector([1, 0])];
      return { value: { dimensions: 2, vectors }, key: call.name, answer: '' };
    },
  };
  return { services: all, calls, cuts };
}

const candidatesOf = (outcome: Outcome) => candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined);

describe('the brief text of a region', () => {
  it('is what is closest to its cut: of label .21, caption .27 and noun phrase .29 the phrase', async () => {
    const { services, cuts } = world();
    const outcome = await annotate(inputOf(seedRow()), services, contextOf('annotate', given));
    const { candidates } = candidatesOf(outcome);
    const dog = candidates.find(({ text }) => text === 'dog');
    expect(candidates.find(({ granularity }) => granularity === 'brief')).toMatchObject({
      class: 'region_text',
      text: 'A brown dog',
      geometry: { type: 'box', pixels: [320, 0, 480, 240] },
      score: expect.closeTo(0.29, 4),
      scoreKind: 'similarity',
      source: { kind: 'model', name: 'chat' },
      parents: [dog?.id],
    });
    expect(cuts).toEqual([
      [312, 0, 488, 252],
      [0, 0, 168, 126],
    ]);
  });

  it('is asked for no box that the filters drop, and for the best ones only', async () => {
    const { services, calls, cuts } = world();
    await annotate(
      inputOf(seedRow()),
      services,
      contextOf('annotate', optionsOf({ chat: { samples: 1 }, regionText: { most: 1 }, templates: false })),
    );
    expect(cuts).toHaveLength(1);
    expect(calls.map(({ name }) => name.replace(/[0-9a-f]{32}/u, 'id'))).toEqual(['chat', 'region/id/caption']);
  });

  it('stands whatever its similarity: that is no doubt about the thing', async () => {
    const { services } = world();
    const annotated = await annotate(inputOf(seedRow()), services, contextOf('annotate', given));
    const row = { id: 'row-1', origin: 'item-1', parents: [], round: 1, calls: [], ...candidatesOf(annotated) };
    const filtered = await filter(inputOf(row), services, contextOf('filter', given));
    expect(candidatesOf(filtered).candidates.map(({ text }) => text)).toContain('A brown dog');
  });

  it('is the label’s own where that is closest', async () => {
    const { services } = world();
    const cow = { ...services, embed: scriptedFor({ cow: 0.9 }) };
    const { candidates } = candidatesOf(await annotate(inputOf(seedRow()), cow, contextOf('annotate', given)));
    const brief = candidates.filter(({ granularity }) => granularity === 'brief');
    expect(brief.map(({ text, source }) => [text, source.kind])).toContainEqual(['cow', 'specialist']);
  });

  it('that cannot be had is a failed part; the picture and its other regions stay', async () => {
    const { services } = world(({ input }) => {
      if ('image' in input && input.image === 'cut 2') throw new ItemFailure('endpoint_error', 'no vectors');
    });
    const outcome = await annotate(inputOf(seedRow()), services, contextOf('annotate', given));
    const { candidates } = candidatesOf(outcome);
    expect(candidates.filter(({ granularity }) => granularity === 'brief')).toHaveLength(1);
    const cow = candidates.find(({ text }) => text === 'cow');
    expect(outcome.kind === 'kept' && outcome.rejects).toEqual([
      { unit: `region/${cow?.id}`, kind: 'failed', reason: 'endpoint_error' },
    ]);
  });

  it('needs a model that captions', () => {
    expect(options.safeParse({ regionText: {} }).error?.issues[0]?.path).toEqual(['regionText']);
  });
});

function scriptedFor(texts: Readonly<Record<string, number>>): NonNullable<Services['embed']> {
  return async ({ name, input }) => {
    const of = (text: string): string => encodeVector([texts[text] ?? 0.1, Math.sqrt(1 - (texts[text] ?? 0.1) ** 2)]);
    const vectors = 'texts' in input ? input.texts.map(of) : [encodeVector([1, 0])];
    return { value: { dimensions: 2, vectors }, key: name, answer: '' };
  };
}

describe('the caption of a cut', () => {
  it('is the phrase, without quotation marks and full stop', () => {
    expect(readPhrase('“a red ball.”\nIt lies there.')).toEqual({ ok: true, value: 'a red ball' });
  });

  it.each(["I'm sorry, but I can't help with that.", '', 'so many words '.repeat(9)])('is not %j', (answer) => {
    expect(readPhrase(answer)).toMatchObject({ ok: false, reason: 'parse_error' });
  });
});

describe('a cut', () => {
  it('shows a little more than its box, and ends at the picture’s edges', () => {
    expect(cropPlace([100, 100, 200, 300], { width: 640, height: 480 }, 0.05)).toEqual([95, 90, 205, 310]);
    expect(cropPlace([0, 470.2, 640, 480], { width: 640, height: 480 }, 0.05)).toEqual([0, 469, 640, 480]);
  });
});

describe('noun phrases', () => {
  it.each([
    ['A brown dog chases a red ball in the park.', ['A brown dog', 'a red ball', 'the park']],
    ['Two old wooden boats', ['Two old wooden boats']],
    ['It runs.', []],
  ])('of %s', (text, chunks) => {
    expect(nounChunks(rulesParser().parse(text))).toEqual(chunks);
  });
});
