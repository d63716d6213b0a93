import { describe, expect, it } from '@jest/globals';
import { recipe } from '../../../recipes/curate/index.ts';
import { curateOptions } from '../../../recipes/curate/options.ts';
import type { ImageMeasures } from '../../../recipes/services.ts';
import { curated, llava } from './pipeline.ts';

const options = { frames: 4 };
/** As the middles of four equal intervals of twenty frames. */
const frames = [2, 7, 12, 17];
const film = (path: string, question = 'What moves?', answer = `Something in ${path}.`) =>
  llava(question, answer, { video: path });

/** What is measured of the frames of a video, in order. */
const measuresOf = (path: string, measures: readonly Partial<ImageMeasures>[]) =>
  Object.fromEntries(
    measures.map((one, at) => [
      `${path}#${frames[at]}`,
      { bytes: 50_000, deviation: 60, phash: '0123456789abcdef', ...one },
    ]),
  );
const reasons = (rejects: readonly { readonly reason: string }[]) => rejects.map(({ reason }) => reason);

describe('a dataset with videos', () => {
  it('looks at frames of equal intervals, the same of equal videos', () => {
    const seed = recipe.readSeed(film('a'), curateOptions.parse(options));
    if (!seed.ok || !seed.video) throw new Error('no video was read');
    for (const random of [0, 0.99]) expect(seed.video.choose({ count: 20, fps: 10 }, () => random)).toEqual(frames);
  });

  it('keeps sound ones, with what they are of', async () => {
    const { released } = await curated([film('a')], { options });
    expect(released).toHaveLength(1);
    expect(released[0]).toMatchObject({ video: { path: 'a', count: 20, fps: 10, frames } });
    expect(released[0]?.['images']).toHaveLength(4);
  });

  it.each([
    ['video_mark', llava('<video> or <video>?', 'The first.', { video: 'a' })],
    ['image_count', llava('<image>\nWhat?', 'A cat.', { video: 'a' })],
    ['system_turn', { conversations: [{ from: 'system', value: 'Look.' }, ...film('a').conversations], video: 'a' }],
  ])('drops one whose form the loader would stumble over: %s', async (faults, record) => {
    const { rejects } = (await curated([record], { options })).stage('inspect');
    expect(rejects).toMatchObject([{ reason: 'broken_structure', detail: { faults } }]);
  });

  it('flags a video whose frames are all blank, and not one that fades in', async () => {
    const blank = { deviation: 1 };
    const measures = {
      ...measuresOf('dark', [blank, blank, blank, blank]),
      ...measuresOf('fades', [blank, blank, {}, {}]),
    };
    const { stage } = await curated([film('dark'), film('fades')], { options, measures });
    expect(stage('flag').rejects).toMatchObject([{ reason: 'r15_image', detail: { form: 'deviation', value: 1 } }]);
  });

  it('finds the same question about the same video, and keeps it about another', async () => {
    const { stage, released } = await curated(
      [film('a', 'Who?', 'She.'), film('b', 'Who?', 'She.'), film('a', 'Who?', 'She.')],
      {
        options,
      },
    );
    expect(reasons(stage('deduplicate').rejects)).toEqual(['exact_duplicate']);
    expect(released).toHaveLength(2);
  });

  it('finds a benchmark’s picture in one frame, but not by a blank one', async () => {
    const dark = { deviation: 1, phash: '0000000000000000' };
    const measures = {
      ...measuresOf('leaked', [{}, { phash: 'ffffffff00000000' }, {}, {}]),
      ...measuresOf('fades', [dark, {}, {}, {}]),
      ...measuresOf('test', [dark, { phash: 'ffffffff00000000' }, dark, dark]),
    };
    const benchmark = [film('test', 'What is shown at the very end of it?', 'The sea.')];
    const { stage, released } = await curated([film('leaked'), film('fades')], { options, measures, benchmark });
    expect(reasons(stage('decontaminate').rejects)).toEqual(['benchmark_image']);
    expect(released).toMatchObject([{ video: { path: 'fades' } }]);
  });

  it('asks for no quality score, as of pictures', async () => {
    const { calls } = await curated([film('a')], { options });
    expect(calls.map(({ name }) => name)).toEqual(['repetition']);
  });
});
