import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../../recipes/florence2/evaluation/evaluate.ts';
import { namesIt } from '../../../recipes/florence2/evaluation/region-text-accuracy.ts';
import { decide } from '../../../recipes/florence2/settle/decide.ts';
import { contextOf, optionsOf, pictureRowOf, region, said, seedRow, sourceOf } from './scenario.ts';

type Found = Parameters<typeof pictureRowOf>[0];

/** On 640 x 480: a dog, also called a brown dog, on the left half's top; a cat beside it; a chair below; a sign. */
const gold = {
  ...seedRow(
    {
      boxes: [
        { label: 'dog', bbox: [0, 0, 0.5, 0.5] },
        { label: 'cat', bbox: [0.5, 0, 1, 0.5] },
        { label: 'chair', bbox: [0, 0.5, 0.25, 1] },
      ],
      phrases: [{ phrase: 'a brown dog', boxes: [[0, 0, 0.5, 0.5]] }],
      lines: [{ text: 'STOP', bbox: [0.5, 0.5, 1, 1] }],
    },
    'gold',
  ),
  part: 'gold',
};

const sign = (text: string) =>
  region(text, [0, 0, 1, 1], 0.9, {
    geometry: { type: 'quad', pixels: [320, 240, 640, 240, 640, 480, 320, 480] },
  });

async function facts(found: Found, merge: Record<string, unknown> = {}) {
  const lines = await said(
    evaluate,
    { merged: [pictureRowOf(found)], gold: [gold] },
    contextOf('evaluate', optionsOf({ merge })),
  );
  return lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []))[0];
}

describe('region-text accuracy on the gold', () => {
  it('is the share of its places that are found and named rightly, each place once', async () => {
    const found = [
      region('Brown dog', [0, 0, 320, 240], 0.9),
      // Overlaps the cat by 0.75; the cat's own box by 0.6 comes after it.
      region('cow', [320, 0, 560, 240], 0.4),
      region('cat', [320, 0, 512, 240], 0.9),
      // A third of the chair: not found.
      region('chair', [0, 240, 160, 320], 0.9),
      sign('stop!'),
    ];
    expect(await facts(found)).toMatchObject({
      goldRegions: 4,
      regionTextLocated: 3 / 4,
      regionTextAccuracy: 2 / 4,
      regionTextAccuracyLow: expect.closeTo(0.15, 3),
      regionTextAccuracyHigh: expect.closeTo(0.85, 3),
    });
  });

  it('knows the synonyms of merging', async () => {
    const found = [region('armchair', [0, 240, 160, 480], 0.9)];
    expect(await facts(found)).toMatchObject({ regionTextLocated: 1 / 4, regionTextAccuracy: 0 });
    const synonyms = [['chair', 'armchair']];
    expect(await facts(found, { synonyms })).toMatchObject({ regionTextAccuracy: 1 / 4 });
  });

  it('does not take a thing for a line of text, nor a line for a thing', async () => {
    const thing = region('stop', [320, 240, 640, 480], 0.9);
    const line = region('dog', [0, 0, 1, 1], 0.9, {
      geometry: { type: 'quad', pixels: [0, 0, 320, 0, 320, 240, 0, 240] },
    });
    expect(await facts([thing, line])).toMatchObject({ regionTextLocated: 0, regionTextAccuracy: 0 });
  });

  it('does not judge people’s own labels, and is 0 where nothing was found', async () => {
    const own = region('dog', [0, 0, 320, 240], null, { source: sourceOf('human') });
    expect(await facts([own])).toMatchObject({ regionTextAccuracy: 0, briefTextAccuracy: 0 });
  });

  it('takes a brief text for right where it names the thing', async () => {
    const brief = (text: string, box: readonly [number, number, number, number]) =>
      region(text, box, null, { granularity: 'brief' });
    const found = [brief('A dog, lying down', [0, 0, 320, 240]), brief('two catalogues', [320, 0, 640, 240])];
    expect(await facts(found)).toMatchObject({
      regionTextLocated: 0,
      briefTextLocated: 2 / 4,
      briefTextAccuracy: 1 / 4,
    });
    expect(namesIt('a hot dog stand', 'Hot dog')).toBe(true);
    expect(namesIt('a dog', '…')).toBe(false);
  });

  it('must not fall by more than a point', () => {
    const { acceptance } = optionsOf();
    const standing = { humanRecall: 1, regionTextAccuracy: 0.5 };
    expect(decide({ ...standing, regionTextAccuracy: 0.491 }, standing, acceptance)).toMatchObject({ accepted: true });
    expect(decide({ ...standing, regionTextAccuracy: 0.48 }, standing, acceptance)).toMatchObject({
      accepted: false,
      reason: 'regionTextAccuracy fell by 2.0 points',
    });
  });
});
