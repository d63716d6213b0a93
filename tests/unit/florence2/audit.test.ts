import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { audit } from '../../../recipes/florence2/audit/audit.ts';
import { auditFacts } from '../../../recipes/florence2/audit/precision.ts';
import { sample, sampledRow } from '../../../recipes/florence2/audit/sample.ts';
import { evaluate } from '../../../recipes/florence2/evaluation/evaluate.ts';
import { options } from '../../../recipes/florence2/options.ts';
import { plan } from '../../../recipes/florence2/plan.ts';
import type { Annotation } from '../../../recipes/florence2/annotations/annotation.ts';
import type { Row } from '../../../recipes/item-program.ts';
import {
  contextOf,
  inputOf,
  optionsOf,
  pictureRowOf,
  region,
  rowOf,
  said,
  scripted,
  sourceOf,
  textOf,
} from './scenario.ts';

const boxes = (count: number): readonly Annotation[] =>
  Array.from({ length: count }, (_, at) => region(`thing ${at}`, [at, 0, at + 50, 50], 0.9));
const picture = (at: number, count: number): Row =>
  pictureRowOf(
    boxes(count).map((one) => ({ ...one, id: `${at}/${one.id}` })),
    `row-${at}`,
    `item-${at}`,
  );

async function drawn(rows: readonly Row[], size: number, round = 1) {
  const lines = await said(sample, { merged: rows }, contextOf('sample', optionsOf({ audit: { size } }), { round }));
  return lines.flatMap((line) => (line.kind === 'row' ? [{ ...line, ...sampledRow.parse(line.fields) }] : []));
}
const ids = async (...given: Parameters<typeof drawn>) => (await drawn(...given)).map(({ annotation: { id } }) => id);

const sampled = (one: Annotation, id: string): Row =>
  rowOf({ image: 'a'.repeat(64), image_path: 'one.jpg', annotation: one }, id);

describe('the sample of a round', () => {
  const rows = Array.from({ length: 40 }, (_, at) => picture(at, 10));

  it('has 200 annotations where nothing else is said', () => {
    expect(options.parse({ audit: {} }).audit).toEqual({ size: 200, hours: 24 });
  });

  it('has as many as are asked for, each once and in the order of the pictures, or all there are', async () => {
    const all = rows.flatMap((row) => (row['annotations'] as readonly Annotation[]).map(({ id }) => id));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (size) => {
        const got = await ids(rows, size);
        expect(got).toHaveLength(Math.min(size, 400));
        expect(got).toEqual(all.filter((id) => new Set(got).has(id)));
      }),
      { numRuns: 20 },
    );
  });

  it('is the same when it is drawn again, and another in the next round', async () => {
    expect(await ids(rows, 20)).toEqual(await ids(rows, 20));
    expect(await ids(rows, 20, 2)).not.toEqual(await ids(rows, 20));
  });

  it('comes from all over the pictures', async () => {
    const halves = (await drawn(rows, 100)).map(({ parents: [row] }) => Number(row?.id.slice(4)) < 20);
    expect(Math.abs(halves.filter(Boolean).length - 50)).toBeLessThan(20);
  });

  it('leaves out what people said themselves', async () => {
    const human = region('dog', [0, 0, 9, 9], null, { source: sourceOf('human') });
    expect(await ids([pictureRowOf([human, textOf('A dog.')])], 10)).toEqual([textOf('A dog.').id]);
  });

  it('is set aside with what a person needs to judge it', async () => {
    const outcome = await audit(
      inputOf(sampled(region('dog', [1, 2, 3, 4], 0.5), 's')),
      scripted(() => '').services,
      contextOf('audit', optionsOf({ audit: {} })),
    );
    expect(outcome).toMatchObject({
      kind: 'dropped',
      reason: 'audit_sample',
      detail: {
        class: 'region_text',
        text: 'dog',
        place: { type: 'box', pixels: [1, 2, 3, 4] },
        image_path: 'one.jpg',
      },
    });
  });
});

describe('the precision that people found', () => {
  const rows = [
    ...Array.from({ length: 10 }, (_, at) => sampled(region('dog', [0, 0, 9, 9]), `r${at}`)),
    sampled(textOf('A dog.'), 't0'),
    sampled(textOf('A cat.'), 't1'),
  ];
  const verdictOn = (row: string, verdict: 'keep' | 'drop') => [row, { row, verdict }] as const;
  const verdicts = new Map([
    ...Array.from({ length: 10 }, (_, at) => verdictOn(`r${at}`, at < 8 ? 'keep' : 'drop')),
    verdictOn('t0', 'keep'),
  ]);
  const factsOf = (given: typeof verdicts) =>
    auditFacts(async function* () {
      yield* rows;
    }, given);

  it('counts verdicts by class, with Wilson’s interval', async () => {
    const facts = await factsOf(verdicts);
    expect(facts).toMatchObject({
      auditSampled: 12,
      auditJudged: 11,
      auditRight: 9,
      auditRegionTextJudged: 10,
      auditRegionTextRight: 8,
      auditRegionTextPrecision: 0.8,
      auditTextSampled: 2,
      auditTextJudged: 1,
      auditTextPrecision: 1,
    });
    // Of 8 in 10 by hand: (0.8 + 0.19208 ± 1.96·√(0.016 + 0.009604)) / 1.38416.
    expect(facts['auditRegionTextLow']).toBeCloseTo(0.4902, 4);
    expect(facts['auditRegionTextHigh']).toBeCloseTo(0.9433, 4);
    expect(facts).not.toHaveProperty('auditTextPhraseRegionSampled');
  });

  it('is none where nobody judged', async () => {
    const facts = await factsOf(new Map());
    expect(facts).toMatchObject({ auditSampled: 12, auditJudged: 0 });
    expect(facts).not.toHaveProperty('auditPrecision');
  });

  it('is a fact of the evaluation where the round has an audit, and only there', async () => {
    const evaluated = async (inputs: Readonly<Record<string, readonly Row[]>>) =>
      (await said(evaluate, inputs, contextOf('evaluate', optionsOf()), verdicts)).find(({ kind }) => kind === 'facts');
    const merged = [pictureRowOf([textOf('A dog.')])];
    expect(await evaluated({ merged, sampled: rows })).toMatchObject({ facts: { auditJudged: 11, auditRight: 9 } });
    expect(await evaluated({ merged })).not.toHaveProperty('facts.auditSampled');
  });
});

describe('the plan', () => {
  const names = (given: Record<string, unknown>) =>
    plan.stages(1, plan.outline(optionsOf(given))).map(({ name }) => name);

  it('has the audit between merging and the evaluation where it is asked for', () => {
    expect(names({})).toEqual(['annotate', 'filter', 'merge', 'evaluate', 'settle']);
    expect(names({ audit: {} })).toEqual(['annotate', 'filter', 'merge', 'sample', 'audit', 'evaluate', 'settle']);
    expect(names({ audit: { judge: {} } }).slice(3, 6)).toEqual(['sample', 'judge', 'audit']);
  });
});
