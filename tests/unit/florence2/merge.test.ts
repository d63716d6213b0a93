import { describe, expect, it } from '@jest/globals';
import { churn, matchedRegions } from '../../../recipes/florence2/evaluation/churn.ts';
import { activeTexts } from '../../../recipes/florence2/merge/active-texts.ts';
import { merge, mergeAnnotations } from '../../../recipes/florence2/merge/merge.ts';
import { sameLabel } from '../../../recipes/florence2/merge/same-label.ts';
import { pictureRow } from '../../../recipes/florence2/picture-row.ts';
import { candidateRowOf, contextOf, optionsOf, picture, region, said, seedRow, sourceOf, textOf } from './scenario.ts';

const settings = optionsOf().merge;
const merged = (...annotations: Parameters<typeof mergeAnnotations>[0]) =>
  mergeAnnotations(annotations, picture, settings);

describe('merging', () => {
  it('makes one region of a human box and a model’s on it, with the human’s place', () => {
    const human = region('dog', [0, 0, 100, 100], null, { source: sourceOf('human') });
    const model = region('dog', [10, 10, 110, 110], 0.9);
    expect(merged(model, human)).toEqual([{ ...human, parents: [model.id] }]);
  });

  it('averages the boxes of two sources by their scores and names both as parents', () => {
    const one = region('dog', [0, 0, 100, 100], 0.9);
    const other = region('a dog', [0, 0, 100, 130], 0.3, { source: sourceOf('model') });
    const [only, ...more] = merged(one, other);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ text: 'dog', score: 0.9, parents: [one.id, other.id].sort() });
    expect(only && 'geometry' in only && only.geometry.pixels).toEqual([0, 0, 100, expect.closeTo(107.5)]);
  });

  it('averages boxes evenly where all scores are 0', () => {
    const similar = { granularity: 'brief', scoreKind: 'similarity' } as const;
    const one = region('a dog', [0, 0, 100, 100], 0, similar);
    const other = region('a dog', [0, 0, 100, 120], 0, { ...similar, source: sourceOf('model') });
    expect(merged(one, other)).toMatchObject([{ geometry: { pixels: [0, 0, 100, 110] }, score: 0 }]);
  });

  it('leaves two people’s boxes, other labels and distant boxes apart', () => {
    const human = (shift: number) => region('cat', [shift, 0, 100, 100], null, { source: sourceOf('human') });
    const boxes = [human(0), human(5), region('dog', [0, 0, 100, 100], 0.9), region('cat', [200, 200, 300, 300], 0.9)];
    expect(merged(...boxes)).toHaveLength(4);
  });

  it('says the same whatever order they come in', () => {
    const boxes = [
      region('dog', [0, 0, 100, 100], 0.9),
      region('dog', [0, 0, 100, 130], 0.5, { source: sourceOf('model') }),
      region('cat', [300, 0, 400, 90], 0.5),
    ];
    const ids = (list: typeof boxes) =>
      merged(...list)
        .map(({ id }) => id)
        .sort();
    expect(ids(boxes.toReversed())).toEqual(ids(boxes));
  });

  it('joins further labels of people by picture', async () => {
    const labelled = seedRow(
      { boxes: [{ label: 'dog', bbox: [0, 0, 0.5, 0.5] }], captions: { brief: 'A dog.' } },
      'human',
    );
    const other = { ...labelled, id: 'else', image: { ...picture, sha256: 'b'.repeat(64), mediaType: 'image/jpeg' } };
    const lines = await said(
      merge,
      { filtered: [candidateRowOf([region('dog', [0, 0, 310, 230], 0.9)])], human: [labelled, other] },
      contextOf('merge', optionsOf()),
    );
    expect(lines).toHaveLength(1);
    const [line] = lines;
    const { annotations, active } = pictureRow.parse(line?.kind === 'row' ? { ...line.fields } : undefined);
    expect(annotations.map(({ class: kind, source }) => [kind, source.kind])).toEqual([
      ['text', 'human'],
      ['region_text', 'human'],
    ]);
    expect(active.brief).toBe(annotations[0]?.id);
  });
});

describe('the active text', () => {
  const before = textOf('A dog.', { score: 0.5 });
  const active = (...texts: Parameters<typeof activeTexts>[0]) =>
    activeTexts([before, ...texts], { brief: before.id }, settings).brief;

  it('is replaced only by one that is better by the margin', () => {
    const better = textOf('A brown dog.', { score: 0.52 });
    expect(active(better)).toBe(better.id);
    expect(active(textOf('A dog runs.', { score: 0.51 }))).toBe(before.id);
    expect(active(textOf('A dog sits.'))).toBe(before.id);
  });

  it('is a person’s where there is one, and a template only where there is nothing else', () => {
    const human = textOf('My dog.', { source: sourceOf('human') });
    expect(active(human)).toBe(human.id);
    expect(active(textOf('One dog.', { source: sourceOf('template') }))).toBe(before.id);
  });
});

describe('labels', () => {
  it('are the same by words, articles aside, and by synonyms', () => {
    const like = { likeness: 0.8, synonyms: [['sofa', 'couch']] };
    expect(sameLabel('A dog', 'the Dog', like)).toBe(true);
    expect(sameLabel('sofa', 'couch', like)).toBe(true);
    expect(sameLabel('dog', 'hot dog', like)).toBe(false);
  });
});

describe('churn', () => {
  it('is the share of regions that are new or gone', () => {
    expect(churn(9, 11, 10)).toBeCloseTo(0.1429, 4);
    expect(churn(0, 0, 0)).toBe(0);
  });

  it('matches one to one, by label and an overlap of nine tenths', () => {
    const box = region('dog', [0, 0, 100, 100], 0.9);
    expect(matchedRegions([box, region('dog', [0, 0, 100, 99], 0.8)], [box])).toBe(1);
    expect(matchedRegions([region('cat', [0, 0, 100, 100])], [box])).toBe(0);
    expect(matchedRegions([region('dog', [0, 0, 100, 80])], [box])).toBe(0);
  });
});
