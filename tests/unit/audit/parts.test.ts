import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latencyHistogram } from '../../../activities/audit/latency-histogram.ts';
import { joinActivities, parseWriter, type ShardActivity } from '../../../activities/audit/shard-activity.ts';
import { shardInventory } from '../../../activities/audit/shard-inventory.ts';
import { inParallel } from '../../../activities/status/in-parallel.ts';
import { memoryStore } from '../../memory-store.ts';

const activity: ShardActivity = {
  round: 1,
  stage: 's',
  shard: 0,
  revision: 1,
  run: 'a',
  activity: '1',
  attempts: 1,
  failures: [],
};

describe('names of writers', () => {
  it('give revision, run, activity and attempt', () => {
    expect(parseWriter('r2-0197aaaa-0000-7000-8000-000000000001-17.3')).toEqual({
      revision: 2,
      run: '0197aaaa-0000-7000-8000-000000000001',
      activity: '17',
      attempt: 3,
    });
  });
  it('are none for the import', () => {
    expect(parseWriter('import')).toBeUndefined();
  });
});

describe('history and journal joined', () => {
  it('count an activity once, by the higher number of attempts', () => {
    const joined = joinActivities([{ ...activity, startedAt: 5 }], [{ ...activity, attempts: 3, endedAt: 9 }]);
    expect(joined).toEqual([{ ...activity, attempts: 3, startedAt: 5, endedAt: 9 }]);
  });
  it('keep two activities of one run apart', () => {
    expect(joinActivities([activity], [{ ...activity, activity: '2' }])).toHaveLength(2);
  });
});

it('quantiles of latencies are within 2 % and a rounding of a value that was seen', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e7 }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.95, 1),
      (values, q) => {
        const histogram = latencyHistogram();
        for (const value of values) histogram.add(value);
        const exact = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(q * values.length) - 1)] ?? 0;
        expect(histogram.quantile(q)).toBeGreaterThanOrEqual(exact - 1);
        expect(histogram.quantile(q)).toBeLessThanOrEqual(exact * 1.02 + 1);
      },
    ),
  );
});

it('the inventory gives every shard once and in order, with all that lies there, whatever is missing between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(12), fc.constantFrom('commits', 'journal', 'rows', 'rejects'), fc.nat(2)), {
        maxLength: 40,
      }),
      fc.nat(8),
      async (objects, expected) => {
        const store = memoryStore();
        const places = [0, 1, 2].map((round) => ({ campaign: 'c', round, stage: 's' }));
        const names = {
          commits: '.r1.json',
          journal: '/w-000000.jsonl',
          rows: '-ab.jsonl',
          rejects: '-cd.jsonl',
        } as const;
        for (const [shard, kind, round] of objects) {
          const name = `${String(shard).padStart(8, '0')}${names[kind as keyof typeof names]}`;
          await store.putOnce(`campaigns/c/rounds/0${round}/s/${kind}/${name}`, 'x', 'text/plain');
        }
        const shards: number[] = [];
        const keys: string[] = [];
        for await (const { shard, stages } of shardInventory(store, places, expected)) {
          shards.push(shard);
          keys.push(...stages.flatMap((stage) => Object.values(stage).flat()).map(({ key }) => key));
        }
        const wanted = new Set([...Array(expected).keys(), ...objects.map(([shard]) => shard)]);
        expect(shards).toEqual([...wanted].sort((a, b) => a - b));
        expect(keys.sort()).toEqual([...store.objects.keys()].sort());
      },
    ),
    { numRuns: 50 },
  );
});

describe('work in parallel', () => {
  it('does each element once and never more than the limit at a time', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel(Array(20).keys(), 3, async (element) => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now -= 1;
      done.push(element);
    });
    expect(most).toBe(3);
    expect(done.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
  });
  it('ends with the first error and starts nothing after it', async () => {
    const started: number[] = [];
    const failing = inParallel(Array(50).keys(), 2, async (element) => {
      started.push(element);
      if (element === 3) throw new Error('three');
    });
    await expect(failing).rejects.toThrow('three');
    expect(started.length).toBeLessThan(10);
  });
});
