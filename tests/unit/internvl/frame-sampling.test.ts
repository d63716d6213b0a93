import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { frameSampling, sampleFrames } from '../../../recipes/internvl/frame-sampling.ts';
import { seededRandom } from '../../../recipes/seeded-random.ts';

const train = { fewest: 8, most: 32, sampling: 'rand' };
const exactly = (frames: number, sampling: string) => ({ fewest: frames, most: frames, sampling });
const never = (): number => {
  throw new Error('nothing is to be drawn');
};

const anyDraw = fc
  .record({ fewest: fc.integer({ min: 1, max: 40 }), more: fc.integer({ min: 0, max: 40 }) })
  .chain(({ fewest, more }) =>
    fc.constantFrom('rand', 'middle', 'fps0.5', 'fps1', 'fps4').map((sampling) => ({
      fewest,
      most: fewest + more,
      sampling,
    })),
  );

describe('frames of a video', () => {
  it('are the middles of equal intervals, worked out by hand', () => {
    // 10 frames in 4: [0, 2) [2, 5) [5, 7) [7, 10).
    expect(sampleFrames({ count: 10, fps: 25 }, exactly(4, 'middle'), () => 0)).toEqual([0, 3, 5, 8]);
    expect(sampleFrames({ count: 64, fps: 25 }, exactly(8, 'middle'), () => 0)).toEqual([
      3, 11, 19, 27, 35, 43, 51, 59,
    ]);
  });

  it('are one of each equal interval, by where the draw falls in it', () => {
    const draws = [0, 0, 0.4, 0.999, 0.5];
    // The first draw is for how many there are.
    expect(sampleFrames({ count: 10, fps: 25 }, exactly(4, 'rand'), () => draws.shift() ?? 0)).toEqual([0, 3, 6, 8]);
  });

  it('are so many a second, at the middle of each second', () => {
    expect(sampleFrames({ count: 100, fps: 25 }, { ...train, sampling: 'fps1' }, never)).toEqual([13, 38, 63, 88]);
    expect(sampleFrames({ count: 100, fps: 25 }, { ...train, sampling: 'fps0.5' }, never)).toEqual([25, 75]);
    expect(sampleFrames({ count: 3, fps: 1 }, { ...train, sampling: 'fps1' }, never)).toEqual([1, 2]);
  });

  it('by rate are no more than the most, over the whole video', () => {
    const frames = sampleFrames({ count: 25 * 600, fps: 25 }, { ...train, sampling: 'fps1' }, never);
    expect(frames).toHaveLength(32);
    expect(frames.at(-1)).toBeGreaterThan(25 * 580);
  });

  it('are all there are, where there are fewer than wanted', () => {
    for (const sampling of ['rand', 'middle'])
      expect(sampleFrames({ count: 5, fps: 25 }, { ...train, sampling }, () => 0)).toEqual([0, 1, 2, 3, 4]);
    expect(sampleFrames({ count: 0, fps: 25 }, train, never)).toEqual([]);
  });

  it('are between the fewest and the most in number, each number as often as another', () => {
    const counts = new Map<number, number>();
    const videos = 25_000;
    const random = seededRandom(11);
    for (let i = 0; i < videos; i++) {
      const { length } = sampleFrames({ count: 900, fps: 30 }, train, random);
      counts.set(length, (counts.get(length) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i + 8));
    // Five standard deviations of a binomial with 25,000 draws at one in 25.
    for (const count of counts.values()) expect(Math.abs(count - videos / 25)).toBeLessThan(5 * Math.sqrt(960));
  });

  it('stand in order, none twice, within the video, as many as are wanted and there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 60 }), anyDraw, fc.nat(), (...drawn) => {
        const [count, fps, draw, seed] = drawn;
        const frames = sampleFrames({ count, fps }, draw, seededRandom(seed));
        expect([...new Set(frames)].sort((a, b) => a - b)).toEqual(frames);
        expect(frames.every((frame) => Number.isInteger(frame) && frame >= 0 && frame < count)).toBe(true);
        expect(frames.length).toBeGreaterThanOrEqual(
          draw.sampling.startsWith('fps') ? 1 : Math.min(count, draw.fewest),
        );
        expect(frames.length).toBeLessThanOrEqual(Math.min(count, draw.most));
        expect(sampleFrames({ count, fps }, draw, seededRandom(seed))).toEqual(frames);
      }),
    );
  });

  it('at random are one of each interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 3000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        (count, wanted, seed) => {
          const frames = sampleFrames({ count, fps: 25 }, exactly(wanted, 'rand'), seededRandom(seed));
          expect(frames).toHaveLength(wanted);
          for (const [at, frame] of frames.entries()) {
            expect(frame).toBeGreaterThanOrEqual(Math.floor((at * count) / wanted));
            expect(frame).toBeLessThan(Math.floor(((at + 1) * count) / wanted));
          }
        },
      ),
    );
  });

  it('at random reach every frame of an interval, the last one too', () => {
    const seen = new Set<number>();
    const random = seededRandom(3);
    for (let i = 0; i < 500; i++)
      for (const frame of sampleFrames({ count: 12, fps: 1 }, exactly(3, 'rand'), random)) seen.add(frame);
    expect(seen.size).toBe(12);
  });
});

describe('the name of a way to sample', () => {
  it.each(['rand', 'middle', 'fps1', 'fps0.5', 'fps24'])('may be %s', (name) => {
    expect(frameSampling.safeParse(name).success).toBe(true);
  });

  it.each(['random', 'fps', 'fps0', 'fps0.0', 'fps-1', 'fps1x', ''])('may not be %j', (name) => {
    expect(frameSampling.safeParse(name).success).toBe(false);
  });
});
