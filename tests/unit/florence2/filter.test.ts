import { describe, expect, it } from '@jest/globals';
import { filter } from '../../../recipes/florence2/filter/filter.ts';
import { candidateRow } from '../../../recipes/florence2/picture-row.ts';
import type { Annotation } from '../../../recipes/florence2/annotations/annotation.ts';
import { candidateRowOf, contextOf, inputOf, optionsOf, region, scripted, textOf } from './scenario.ts';

const options = optionsOf();
const { services } = scripted(() => '');
const run = (
  candidates: readonly Annotation[],
  {
    before = [],
    nsfw = null,
    facts = {},
  }: { before?: readonly Annotation[]; nsfw?: number | null; facts?: object } = {},
) =>
  filter(
    inputOf(candidateRowOf(candidates, before, nsfw)),
    services,
    contextOf('filter', options, { facts: { ...facts } }),
  );

describe('the filter stage', () => {
  it('keeps what passes and makes a part reject of each that falls, with what decided', async () => {
    const good = region('dog', [0, 0, 200, 200], 0.9);
    const unsure = region('cat', [300, 0, 500, 200], 0.3);
    const outcome = await run([good, unsure]);
    expect(outcome).toMatchObject({
      kind: 'kept',
      rejects: [
        {
          unit: `annotation/${unsure.id}`,
          kind: 'dropped',
          reason: 'low_score',
          detail: { text: 'cat', score: 0.3, place: 'box', pixels: [300, 0, 500, 200] },
        },
      ],
    });
    const row = candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined);
    expect(row.candidates).toEqual([good]);
  });

  it('measures texts, also those that stand already', async () => {
    const text = textOf('A brown dog chases a red ball in the park.');
    const standing = textOf('Two cats sleep on a warm stone.');
    const outcome = await run([text], { before: [standing] });
    const { richness } = candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined);
    expect(richness[text.id]).toMatchObject({ objects: 3, attributes: 2, actions: 1 });
    expect(Object.keys(richness).sort()).toEqual([text.id, standing.id].sort());
  });

  it('drops a picture that is rated as not safe', async () => {
    expect(await run([], { nsfw: 0.9 })).toEqual({ kind: 'dropped', reason: 'nsfw', detail: { nsfw: 0.9 } });
  });

  it('leaves what stands alone', async () => {
    const unsure = region('cat', [300, 0, 500, 200], 0.1);
    const outcome = await run([], { before: [unsure] });
    expect(candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined).before).toEqual([unsure]);
  });

  it('asks for more after a rejected round', async () => {
    const middling = region('dog', [0, 0, 200, 200], 0.4);
    const kept = async (facts: object) => {
      const outcome = await run([middling], { facts });
      return candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined).candidates.length;
    };
    expect(await kept({ before: { accepted: true } })).toBe(1);
    expect(await kept({ before: { accepted: false } })).toBe(0);
  });

  it('cuts places at the picture’s edges', async () => {
    const outcome = await run([region('dog', [-20, 10, 700, 200], 0.9)]);
    const { candidates } = candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined);
    expect(candidates[0]).toMatchObject({ geometry: { pixels: [0, 10, 640, 200] } });
  });
});
