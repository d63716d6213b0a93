import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { JournalEntry } from '../../../activities/artifacts/journal-entry.ts';
import { readJournal, usageOf } from '../../../activities/artifacts/journal-reader.ts';
import { openJournalWriter } from '../../../activities/artifacts/journal-writer.ts';
import { journalPrefix, segmentKey } from '../../../activities/artifacts/keys.ts';
import { MmsynthError } from '../../../activities/errors.ts';
import { failing, faultyStore } from '../../faulty-store.ts';
import { memoryStore } from '../../memory-store.ts';

const place = { campaign: 'c', round: 1, stage: 'generate' };

const entry = (key: string, fields: Partial<JournalEntry> = {}): JournalEntry => ({
  key,
  request: 'request',
  item: 'item',
  call: 'generate',
  sample: 0,
  ask: 0,
  model: 'm',
  answer: `answer to ${key}`,
  finishReason: 'stop',
  promptTokens: 3,
  completionTokens: 2,
  latencyMs: 1,
  attempts: 1,
  cost: 0.5,
  at: '2026-01-01T00:00:00.000Z',
  worker: 'w',
  run: 'r',
  activity: '1',
  activityAttempt: 1,
  ...fields,
});

describe('journal writer', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('sends a segment at 64 answers, without waiting for more', async () => {
    const store = memoryStore();
    const writer = openJournalWriter(store, place, 0, 'w');
    for (let i = 0; i < 63; i++) writer.append(entry(`k${i}`));
    await Promise.resolve();
    expect(store.objects.size).toBe(0);
    writer.append(entry('k63'));
    await jest.advanceTimersByTimeAsync(0);
    expect([...store.objects.keys()]).toEqual([segmentKey(place, 0, 'w', 0)]);
    expect((await readJournal(store, place, 0)).all).toHaveLength(64);
  });

  it('sends a segment when its oldest answer is two seconds old', async () => {
    const store = memoryStore();
    const writer = openJournalWriter(store, place, 0, 'w');
    writer.append(entry('oldest'));
    await jest.advanceTimersByTimeAsync(1_500);
    writer.append(entry('younger'));
    expect(store.objects.size).toBe(0);
    await jest.advanceTimersByTimeAsync(500);
    expect((await readJournal(store, place, 0)).all.map(({ key }) => key)).toEqual(['oldest', 'younger']);
    writer.append(entry('next'));
    await jest.advanceTimersByTimeAsync(1_999);
    expect(store.objects.size).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(store.objects.size).toBe(2);
  });

  it('sends what is buffered when told that nothing is in flight, and nothing where nothing is buffered', async () => {
    const store = memoryStore();
    const writer = openJournalWriter(store, place, 0, 'w');
    writer.flush();
    writer.append(entry('a'));
    writer.flush();
    writer.flush();
    await jest.advanceTimersByTimeAsync(10_000);
    expect([...store.objects.keys()]).toEqual([segmentKey(place, 0, 'w', 0)]);
  });

  it('makes segments durable one after the other', async () => {
    const inner = memoryStore();
    const release: (() => void)[] = [];
    const store = faultyStore(inner, () => async (put) => {
      await new Promise<void>((resolve) => release.push(resolve));
      return put();
    });
    const writer = openJournalWriter(store, place, 0, 'w');
    for (const key of ['first', 'second', 'third']) {
      writer.append(entry(key));
      writer.flush();
    }
    for (let segments = 1; segments <= 3; segments++) {
      await jest.advanceTimersByTimeAsync(0);
      expect(release).toHaveLength(segments);
      expect(inner.objects.size).toBe(segments - 1);
      release[segments - 1]?.();
    }
    await writer.durable();
    expect((await readJournal(inner, place, 0)).all.map(({ key }) => key)).toEqual(['first', 'second', 'third']);
  });

  it('is durable once every answer appended before is in the store', async () => {
    const inner = memoryStore();
    let release = (): void => undefined;
    const store = faultyStore(inner, () => async (put) => {
      await new Promise<void>((resolve) => (release = resolve));
      return put();
    });
    const writer = openJournalWriter(store, place, 0, 'w');
    writer.append(entry('a'));
    let durable = false;
    const waiting = writer.durable().then(() => (durable = true));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(durable).toBe(false);
    release();
    await waiting;
    expect((await readJournal(inner, place, 0)).entries.has('a')).toBe(true);
  });

  it('a failed put surfaces in durable and lets nothing later out of order', async () => {
    const inner = memoryStore();
    let puts = 0;
    const refused = new MmsynthError('store_refused', 'no.');
    const store = faultyStore(inner, () => (puts++ === 0 ? failing(refused) : undefined));
    const writer = openJournalWriter(store, place, 0, 'w');
    writer.append(entry('lost'));
    writer.flush();
    writer.append(entry('later'));
    await expect(writer.durable()).rejects.toBe(refused);
    expect(inner.objects.size).toBe(0);
  });
});

describe('journal reader', () => {
  const written = async (
    writers: readonly (readonly [writer: string, segments: readonly (readonly JournalEntry[])[]])[],
  ) => {
    const store = memoryStore();
    for (const [name, segments] of writers) {
      const writer = openJournalWriter(store, place, 0, name);
      for (const segment of segments) {
        segment.forEach((one) => writer.append(one));
        writer.flush();
      }
      await writer.durable();
    }
    return store;
  };

  it('takes the first answer of a key in (writer, segment, line) order', async () => {
    const store = await written([
      ['r1-run-2', [[entry('a', { answer: 'second attempt' }), entry('b')]]],
      ['r1-run-1', [[entry('c')], [entry('a', { answer: 'first attempt' }), entry('a', { answer: 'again' })]]],
    ]);
    const { entries, all } = await readJournal(store, place, 0);
    expect(entries.get('a')?.answer).toBe('first attempt');
    expect(all.map(({ key }) => key)).toEqual(['c', 'a', 'a', 'a', 'b']);
    expect(usageOf(all)).toEqual({ requests: 5, promptTokens: 15, completionTokens: 10, cost: 2.5 });
  });

  it('reads its own shard only', async () => {
    const store = await written([['w', [[entry('a')]]]]);
    expect((await readJournal(store, place, 1)).all).toEqual([]);
    expect((await readJournal(store, { ...place, round: 2 }, 0)).all).toEqual([]);
  });

  it('a damaged segment throws instead of being asked again', async () => {
    const store = await written([['w', [[entry('a')]]]]);
    const key = segmentKey(place, 0, 'w', 0);
    store.objects.set(key, store.objects.get(key)!.subarray(0, 20));
    await expect(readJournal(store, place, 0)).rejects.toMatchObject({
      code: 'artifact_damaged',
      message: expect.stringMatching(`^${key} .*delete it`),
    });
    expect(key.startsWith(journalPrefix(place, 0))).toBe(true);
  });

  it('gives back what was appended, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), async (answers) => {
        const entries = answers.map((answer, i) => entry(`k${i}`, { answer }));
        const store = await written([['w', [entries]]]);
        expect((await readJournal(store, place, 0)).all).toEqual(entries);
      }),
      { numRuns: 50 },
    );
  });
});
