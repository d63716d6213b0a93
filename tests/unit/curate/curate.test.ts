import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Row } from '../../../recipes/item-program.ts';
import { contented, curated, llava, type Judge, type StageResult } from './pipeline.ts';

jest.setTimeout(60_000);

const scored =
  (quality: (text: string) => number, repetition: (text: string) => number = () => 10): Judge =>
  ({ name, text }) =>
    JSON.stringify(
      name === 'quality'
        ? { domain: 'general', score: quality(text), reason: 'So.' }
        : { score: repetition(text), kind: 'none' },
    );
const numberIn = (text: string): number => Number(/score (\d+)/u.exec(text)?.[1]);
const fallen = ({ rejects }: StageResult) => rejects.map(({ reason }) => reason);
const sources = (rows: readonly Row[]) => rows.map((row) => row['source_id']);
const digits = llava('How many?', `It is ${'1234567890'.repeat(5)}.`, { id: 'digits' });
const plain = llava('Why is the sky blue?', 'Air scatters blue light more than red light.', { id: 'plain' });

describe('which stage looks at what (check 9)', () => {
  it('keeps samples of quality 7 and more', async () => {
    const records = [6, 7, 7, 10, 0].map((score, i) =>
      llava(`Question ${i}`, `An answer of score ${score} number ${i}`),
    );
    const { stage, released } = await curated(records, { judge: scored(numberIn) });
    expect(released).toHaveLength(3);
    expect(
      stage('judge').rejects.map(({ reason, detail }) => [reason, detail?.['value'], detail?.['threshold']]),
    ).toEqual([
      ['low_quality', 6, 7],
      ['low_quality', 0, 7],
    ]);
  });

  it('flags a repetition score below 3, and not 3', async () => {
    const records = [2, 3, 9].map((score, i) => llava(`Question ${i}`, `An answer of score ${score} number ${i}`));
    const { stage } = await curated(records, { judge: scored(() => 9, numberIn) });
    expect(stage('flag').rejects).toMatchObject([
      { reason: 'repetition', detail: { rule: 'repetition', value: 2, threshold: 3 } },
    ]);
  });

  it('asks for quality and repetition of text, repetition of images, nothing of academic images', async () => {
    const records = [
      plain,
      llava('What is it?', 'A cat on a chair.', { image: 'a' }),
      llava('Which of them?', 'B', { image: 'b', domain: 'academic' }),
    ];
    const { calls, released } = await curated(records);
    expect(calls.map(({ name, text }) => [name, text.split('\n\n## End')[0]?.split('\n').at(-1)])).toEqual([
      ['quality', 'Air scatters blue light more than red light.'],
      ['repetition', 'A cat on a chair.'],
      ['repetition', 'Air scatters blue light more than red light.'],
    ]);
    expect(released).toHaveLength(3);
  });

  it('asks nothing about what a rule, a duplicate or a leak has taken out', async () => {
    const leak = 'the quick brown fox jumps over the lazy dog near the old mill by the river';
    const { calls, released } = await curated(
      [
        digits,
        plain,
        { ...plain, id: 'again' },
        llava('Go on.', `As they say: ${leak}, and so on.`),
        llava('Odd', 'roles', { conversations: [{ from: 'gpt', value: 'x' }] }),
      ],
      { benchmark: [{ question: leak, answer: 'yes', benchmark: 'foxes' }] },
    );
    expect(calls).toHaveLength(2);
    expect(released).toHaveLength(1);
  });

  it('asks no judge whose minimum is 0', async () => {
    const { calls } = await curated([plain], { options: { quality: { minimum: 0 }, repetition: { minimum: 0 } } });
    expect(calls).toEqual([]);
  });
});

describe('the judge', () => {
  it('has three retries, then the sample fails as unscored and is in no release', async () => {
    const { stage, calls, released } = await curated([plain], { judge: () => 'good, I think' });
    expect(calls).toHaveLength(4);
    expect(stage('judge').rejects).toMatchObject([{ kind: 'failed', reason: 'unscored' }]);
    expect(released).toEqual([]);
  });

  it('is believed when the last retry can be read', async () => {
    const judge: Judge = (call) => (call.ask < 3 ? '{"score": 11}' : contented(call));
    expect((await curated([plain], { judge })).released).toHaveLength(1);
  });
});

describe('flag, verify, delete', () => {
  it('deletes what nobody vouched for, with rule, value and threshold', async () => {
    const { stage, released } = await curated([digits, plain]);
    expect(stage('flag').rejects).toMatchObject([
      {
        kind: 'dropped',
        reason: 'r7_digit_run',
        detail: { rule: 'R7_digit_run', value: 50, threshold: 40, question: 'How many?' },
      },
    ]);
    expect(stage('release').rejects).toMatchObject([
      { reason: 'unreviewed', detail: { rule: 'R7_digit_run', value: 50, threshold: 40 } },
    ]);
    expect(sources(released)).toEqual(['plain']);
  });

  it('keeps it where the policy says so', async () => {
    const { released } = await curated([digits, plain], { options: { review: { onTimeout: 'keep' } } });
    expect(sources(released)).toEqual(['plain', 'digits']);
  });

  it.each([
    ['keep', ['plain', 'digits'], []],
    ['drop', ['plain'], [['reviewed_out', 'ada']]],
  ] as const)('follows a verdict to %s, whatever the policy', async (verdict, kept, fell) => {
    const { stage, released } = await curated([digits, plain], {
      options: { review: { onTimeout: verdict === 'keep' ? 'drop' : 'keep' } },
      verdicts: (flagged) => flagged.map(({ parent }) => ({ row: parent, verdict, by: 'ada' })),
    });
    expect(sources(released)).toEqual(kept);
    expect(stage('release').rejects.map(({ reason, detail }) => [reason, detail?.['by']])).toEqual(fell);
  });
});

describe('structure', () => {
  it.each([
    ['roles', { conversations: [{ from: 'human', value: 'x' }] }],
    ['image_count', llava('<image> and <image>', 'Two.', { image: 'a' })],
    ['box', llava('Where?', '<box>[[500, 100, 400, 200]]</box>', { image: 'a' })],
  ])('drops wrong %s at once, without a review', async (fault, record) => {
    const { stage } = await curated([record]);
    expect(stage('inspect').rejects).toMatchObject([
      { kind: 'dropped', reason: 'broken_structure', detail: { rule: 'R14_structure', threshold: 0, faults: fault } },
    ]);
  });
});

describe('images', () => {
  const picture = (phash: string) => ({ bytes: 50_000, deviation: 60, phash });
  it('flags blank ones by what was measured of them', async () => {
    const { stage } = await curated([llava('What is it?', 'A wall.', { image: 'a' })], {
      measures: { a: { bytes: 5000, deviation: 1.5, phash: '0'.repeat(16) } },
    });
    expect(stage('flag').rejects).toMatchObject([
      { reason: 'r15_image', detail: { form: 'deviation', value: 1.5, threshold: 4 } },
    ]);
  });

  it('takes two copies of a picture with one text for one sample, and with two texts for two', async () => {
    const measures = { a: picture('00000000000000ff'), b: picture('000000000000000f'), c: picture('ffffffffffffffff') };
    const ask = (image: string, answer = 'A cat on a chair.') => llava('What is it?', answer, { image });
    const one = await curated([ask('a'), ask('b'), ask('c'), ask('b', 'Two dogs in the park.')], { measures });
    expect(fallen(one.stage('deduplicate'))).toEqual(['near_duplicate']);
    expect(one.stage('deduplicate').facts).toEqual({ exact_duplicate: 0, near_duplicate: 1, same_image: 0 });
    const alone = await curated([ask('a'), ask('b', 'Two dogs in the park.'), ask('c')], {
      measures,
      options: { dedup: { imageAlone: true } },
    });
    expect(alone.stage('deduplicate').rejects).toMatchObject([
      { reason: 'same_image', detail: { value: 4, threshold: 8 } },
    ]);
  });

  it('drops a benchmark picture at 6 bits, and not at 7', async () => {
    const measures = { a: picture('000000000000003f'), b: picture('000000000000007f'), item: picture('0'.repeat(16)) };
    const { stage } = await curated(
      [llava('What is it?', 'A cat.', { image: 'a' }), llava('And this?', 'A dog.', { image: 'b' })],
      { measures, benchmark: [{ question: 'Which animal?', answer: 'Cat', image: 'item', benchmark: 'pets', id: 7 }] },
    );
    expect(stage('decontaminate').rejects).toMatchObject([
      { reason: 'benchmark_image', detail: { value: 6, threshold: 6, benchmark: 'pets', item: '7' } },
    ]);
    expect(stage('decontaminate').facts).toMatchObject({ benchmarkItems: 1, pets: 1 });
  });
});

describe('conservation', () => {
  const explained = expect.objectContaining({
    rule: expect.any(String),
    value: expect.any(Number),
    threshold: expect.any(Number),
  });
  const text = fc.constantFrom(
    'A short one.',
    'Another answer that is somewhat longer than the first.',
    `loop ${'again and '.repeat(40)}`,
    `${'9'.repeat(60)}`,
    '',
    'See <image>.',
  );
  it('kept, dropped and failed add up to what went in, in every stage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text, fc.option(fc.constantFrom('a', 'b')))), async (drawn) => {
        const records = drawn.map(([question, answer, image]) => llava(question, answer, image ? { image } : {}));
        const judge: Judge = (call) => (call.text.length % 3 === 0 ? 'no' : scored((t) => t.length % 11)(call));
        const { stage } = await curated(records, { judge, benchmark: [{ question: 'A short', answer: 'one.' }] });
        for (const name of ['inspect', 'deduplicate', 'judge', 'flag', 'release']) {
          const { input, rows, rejects } = stage(name);
          expect([name, rows.length + rejects.length]).toEqual([name, input.length]);
          expect(new Set(rejects.map(({ parent }) => parent)).size).toBe(rejects.length);
          const dropped = rejects.filter(({ kind }) => kind === 'dropped').map(({ detail }) => detail);
          expect(dropped).toEqual(dropped.map(() => explained));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the same dataset gives the same rows', async () => {
    const records = [plain, digits, { ...plain, id: 'again' }, llava('Where?', 'There, behind the old tree.')];
    const [first, second] = await Promise.all([curated(records), curated(records)]);
    expect(second.stage('release')).toEqual(first.stage('release'));
  });
});
