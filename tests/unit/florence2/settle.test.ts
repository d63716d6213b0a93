import { describe, expect, it } from '@jest/globals';
import type { StageFacts } from '../../../recipes/stage-facts.ts';
import { evaluate } from '../../../recipes/florence2/evaluation/evaluate.ts';
import { wilson } from '../../../recipes/florence2/evaluation/wilson.ts';
import { entropyOf } from '../../../recipes/florence2/evaluation/label-entropy.ts';
import { decide } from '../../../recipes/florence2/settle/decide.ts';
import { settle } from '../../../recipes/florence2/settle/settle.ts';
import { contextOf, image, optionsOf, pictureRowOf, region, said, seedRow, sourceOf, textOf } from './scenario.ts';

const { acceptance } = optionsOf();
const good: StageFacts = {
  map: 0.5,
  map50: 0.7,
  recallAtOne: 0.6,
  wordF1: 0.9,
  humanRecall: 1,
  labelEntropy: 3,
  uniqueLabels: 0.5,
  churn: 0.2,
};
const after = (change: StageFacts, standing: StageFacts = { ...good, accepted: true, quiet: 0, rejections: 0 }) =>
  decide({ ...good, ...change }, standing, acceptance);

describe('a round is', () => {
  it('accepted where it is the first', () => {
    expect(decide(good, undefined, acceptance)).toMatchObject({ accepted: true, done: false });
  });

  it.each([
    ['a gold measure that fell by more than a point', { recallAtOne: 0.589 }, 'recallAtOne fell by 1.1 points'],
    ['people’s labels that are gone', { humanRecall: 0.98 }, "only 98.0 % of people's labels are left"],
    ['labels that became one', { labelEntropy: 2.6 }, 'the entropy of the labels fell'],
    ['phrases that repeat', { uniqueLabels: 0.4 }, 'the share of unique labels fell'],
  ])('rejected for %s', (_, change, reason) => {
    expect(after(change)).toMatchObject({ accepted: false, reason, done: false, rejections: 1 });
  });

  it('rejected where people find fewer of its sample right than the bound before', () => {
    const standing = { ...good, auditPrecision: 0.9, auditLow: 0.85 };
    expect(after({ auditPrecision: 0.849 }, standing)).toMatchObject({
      accepted: false,
      reason: 'people found 84.9 % of the sampled annotations right, below 85.0 %, the lower bound before',
    });
    expect(after({ auditPrecision: 0.85 }, standing)).toMatchObject({ accepted: true });
  });

  it('not rejected by a sample that nobody judged', () => {
    expect(after({ auditSampled: 200, auditJudged: 0 }, { ...good, auditLow: 0.85 })).toMatchObject({ accepted: true });
  });

  it('accepted with a loss of a point at most', () => {
    expect(after({ map: 0.491 })).toMatchObject({ accepted: true });
  });

  it('the last where two in a row gained and changed little, or two in a row were rejected', () => {
    const still = after({ churn: 0.02 });
    expect(still).toMatchObject({ accepted: true, quiet: 1, done: false });
    expect(after({ churn: 0.02 }, { ...good, accepted: true, quiet: still.quiet, rejections: 0 })).toMatchObject({
      quiet: 2,
      done: true,
    });
    expect(after({ map: 0.2 }, { ...good, accepted: false, quiet: 0, rejections: 1 })).toMatchObject({
      accepted: false,
      done: true,
    });
  });
});

describe('the settled dataset', () => {
  const now = (name: string) => pictureRowOf([region(`new ${name}`, [0, 0, 99, 99])], `now ${name}`, name);
  const standing = (name: string) => pictureRowOf([region(`old ${name}`, [0, 0, 99, 99])], `standing ${name}`, name);
  const settled = async (facts: Readonly<Record<string, StageFacts>>) => {
    const lines = await said(
      settle,
      // The picture b failed in this round.
      { merged: [now('a'), now('c')], accepted: [standing('a'), standing('b'), standing('c')] },
      contextOf('settle', optionsOf(), { round: 2, facts }),
    );
    return {
      rows: lines.flatMap((line) => (line.kind === 'row' ? line.parents.map(({ id }) => id) : [])),
      fell: lines.flatMap((line) => (line.kind === 'dropped' ? [[line.row.id, line.reason]] : [])),
      facts: lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []))[0],
    };
  };

  it('is the round’s own where it is accepted; a picture that failed in it keeps what it had', async () => {
    const { rows, fell, facts } = await settled({
      evaluate: { ...good, map: 0.6 },
      before: { ...good, accepted: true },
    });
    expect(rows).toEqual(['now a', 'standing b', 'now c']);
    expect(fell).toEqual([
      ['standing a', 'superseded'],
      ['standing c', 'superseded'],
    ]);
    expect(facts).toMatchObject({ accepted: true, map: 0.6 });
  });

  it('hands on the bound of the last sample that was judged', async () => {
    const { facts } = await settled({
      evaluate: { ...good, auditSampled: 2, auditJudged: 0 },
      before: { ...good, auditLow: 0.7, auditPrecision: 0.8 },
    });
    expect(facts).toMatchObject({ accepted: true, auditJudged: 0, auditLow: 0.7 });
    expect(facts).not.toHaveProperty('auditPrecision');
  });

  it('stays as it stood where the round is rejected, and so do the measures the next one must meet', async () => {
    const { rows, fell, facts } = await settled({
      evaluate: { ...good, map: 0.1 },
      before: { ...good, accepted: true },
    });
    expect(rows).toEqual(['standing a', 'standing b', 'standing c']);
    expect(fell).toEqual([
      ['now a', 'round_rejected'],
      ['now c', 'round_rejected'],
    ]);
    expect(facts).toMatchObject({ accepted: false, map: 0.5, rejections: 1 });
  });
});

describe('the evaluation', () => {
  const gold = (labels: Record<string, unknown>, stated: string | null = null) => ({
    ...seedRow(labels, 'gold'),
    part: 'gold',
    stated_sha256: stated,
  });
  const facts = async (
    found: Parameters<typeof pictureRowOf>[0],
    goldRow = gold({}),
    accepted: Parameters<typeof pictureRowOf>[0] = [],
  ) => {
    const lines = await said(
      evaluate,
      { merged: [pictureRowOf(found)], gold: [goldRow], accepted: [pictureRowOf(accepted)] },
      contextOf('evaluate', optionsOf(), { round: 2 }),
    );
    return { lines, facts: lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []))[0] };
  };

  it('judges models against the gold, not people', async () => {
    const labels = gold({
      boxes: [{ label: 'dog', bbox: [0, 0, 0.5, 0.5] }],
      phrases: [{ phrase: 'the brown dog', boxes: [[0, 0, 0.5, 0.5]] }],
      lines: [{ text: 'STOP', bbox: [0, 0.5, 1, 1] }],
    });
    const found = [
      region('dog', [0, 0, 320, 240], 0.9),
      region('stop', [0, 240, 640, 480], 0.9, {
        geometry: { type: 'quad', pixels: [0, 240, 640, 240, 640, 480, 0, 480] },
      }),
    ];
    expect((await facts(found, labels)).facts).toMatchObject({
      map: 1,
      recallAtOne: 1,
      wordF1: 1,
      goldPictures: 1,
      goldBoxes: 1,
    });
    const human = found.map((one) => ({ ...one, source: sourceOf('human') }));
    expect((await facts(human, labels)).facts).toMatchObject({ map: 0, recallAtOne: 0, wordF1: 0 });
  });

  it('judges the caption that stands for the picture against the gold’s', async () => {
    const labels = gold({ captions: { brief: 'Two sheep on a hill.' } });
    const other = { ...gold({ captions: { brief: 'A red bus.' } }), image: { ...image, sha256: 'b'.repeat(64) } };
    const captioned = async (text: string) => {
      const one = textOf(text);
      const row = { ...pictureRowOf([textOf('a person says'), one]), active: { brief: one.id } };
      const elsewhere = { ...pictureRowOf([]), image: other.image };
      const lines = await said(
        evaluate,
        { merged: [row, elsewhere], gold: [labels, other] },
        contextOf('evaluate', optionsOf()),
      );
      return lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []))[0];
    };
    expect(await captioned('two sheep on a hill')).toMatchObject({ cider: expect.closeTo(5), goldCaptions: 2 });
    expect(await captioned('a blue car')).toMatchObject({ cider: 0 });
  });

  it('drops a gold record about another picture', async () => {
    const { lines, facts: stated } = await facts(
      [],
      gold({ boxes: [{ label: 'dog', bbox: [0, 0, 0.5, 0.5] }] }, 'c'.repeat(64)),
    );
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'dropped', reason: 'other_picture' }));
    expect(stated).toMatchObject({ goldPictures: 0, goldBoxes: 0 });
  });

  it('counts what changed and which of people’s labels are left', async () => {
    const human = region('dog', [0, 0, 100, 100], null, { source: sourceOf('human') });
    const stays = region('cat', [200, 200, 300, 300], 0.9);
    expect((await facts([stays], gold({}), [human, stays])).facts).toMatchObject({
      humanRecall: 0,
      churn: expect.closeTo(1 / 3),
    });
    expect((await facts([human, stays], gold({}), [human, stays])).facts).toMatchObject({ humanRecall: 1, churn: 0 });
  });
});

describe('measures', () => {
  it('bound a share of 45 in 50 as Wilson does', () => {
    const { low, high } = wilson(45, 50);
    expect([low, high]).toEqual([expect.closeTo(0.7864, 3), expect.closeTo(0.9565, 3)]);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('give labels an entropy in bits', () => {
    expect(
      entropyOf(
        new Map([
          ['a', 2],
          ['b', 2],
        ]),
      ),
    ).toBe(1);
    expect(entropyOf(new Map())).toBe(0);
  });
});
