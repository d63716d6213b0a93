import { describe, expect, it } from '@jest/globals';
import { paceOf, renderProgress, type CampaignStatus } from '../../../activities/status/index.ts';
import { bytes, count, duration, percent } from '../../../activities/status/text/figures.ts';
import { clip, table, wrap } from '../../../activities/status/text/table.ts';

const startedAt = '2026-11-23T06:00:00.000Z';
const start = Date.parse(startedAt);
const none = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };

const status = (kept: number, inWork: number, answers: number): CampaignStatus => ({
  campaign: 'photos',
  recipe: 'mmevol',
  state: 'running',
  revision: 1,
  rounds: [
    {
      round: 0,
      stage: 'import',
      sealed: true,
      shards: { total: 1, done: 1 },
      items: { total: 40, kept: 40, dropped: 0, failed: 0 },
    },
    {
      round: 1,
      stage: 'evolve',
      sealed: false,
      shards: { total: 10, done: 1 },
      items: { total: 40, kept, dropped: 0, failed: 0 },
    },
  ],
  usage: { requests: 100, promptTokens: 12_345, completionTokens: 678, cost: 0 },
  startedAt,
  finishedAt: null,
  waitingFor: ['generator: ECONNREFUSED'],
  inFlight: [
    {
      round: 1,
      stage: 'evolve',
      shard: 1,
      items: { ...none, total: inWork, kept: inWork, rows: inWork },
      size: 8,
      answers,
      tokens: 0,
    },
  ],
  source: 'workflow',
});

describe('progress', () => {
  it('has a bar a round with the items of shards in work, and what is waited for', () => {
    const text = renderProgress(status(10, 2, 4), undefined, start + 65_000, { width: 120 });
    expect(text).toContain('photos  mmevol  running  1 m 5 s');
    expect(text).toMatch(/1 evolve +█{7}░{17} +30 % +12 +0 +0 +6/);
    expect(text).toContain('waiting for generator: ECONNREFUSED');
    expect(text).toContain('104 answers, 13.0k tokens');
    expect(text).not.toContain('items/s');
  });
  it('says what starts a worker where one is waited for', () => {
    const waiting = { ...status(0, 0, 0), waitingFor: ['a worker for workflows'] };
    expect(renderProgress(waiting, undefined, start)).toContain('`mmsynth up` starts the worker');
  });
  it('has rate and time to go once there is an earlier reading', () => {
    const text = renderProgress(status(18, 2, 9), { status: status(10, 0, 4), at: start }, start + 5_000, {
      width: 120,
    });
    expect(text).toContain('2.0 items/s, 1.0 answers/s, about 10.0 s left');
  });
  it('fits the width it is given', () => {
    for (const line of renderProgress(status(1, 1, 1), undefined, start, { width: 40 }).split('\n'))
      expect(line.length).toBeLessThanOrEqual(40);
  });
  it('paints only when told to', () => {
    expect(renderProgress(status(1, 1, 1), undefined, start)).not.toContain('\u001b');
    expect(renderProgress(status(1, 1, 1), undefined, start, { colour: true })).toContain('\u001b[');
  });
});

describe('pace', () => {
  it('is unknown without an earlier reading, and never negative', () => {
    const now = { status: status(1, 0, 0), at: start + 1000 };
    expect(paceOf(now, undefined)).toBeUndefined();
    expect(paceOf(now, { status: status(9, 0, 9), at: start })).toEqual({ itemsPerSecond: 0, answersPerSecond: 0 });
  });
});

describe('figures', () => {
  it('are short and exact where they are small', () => {
    expect([0, 999, 9_999, 12_345, 4_500_000].map(count)).toEqual(['0', '999', '9,999', '12.3k', '4.5M']);
    expect([12, 2048, 5 * 2 ** 20].map(bytes)).toEqual(['12 B', '2.0 KiB', '5.0 MiB']);
    expect([840, 12_300, 245_000, 12_000_000, 187_200_000].map(duration)).toEqual([
      '840 ms',
      '12.3 s',
      '4 m 5 s',
      '3 h 20 m',
      '2 d 4 h',
    ]);
    expect([percent(0, 0), percent(1, 1000), percent(999, 1000), percent(1, 1)]).toEqual([
      '–',
      '0.1 %',
      '99 %',
      '100 %',
    ]);
  });
});

describe('tables', () => {
  it('align and cut', () => {
    expect(table([{ title: 'a' }, { title: 'n', align: 'right' }], [['longer', '7']], 20)).toEqual([
      'a       n',
      'longer  7',
    ]);
    expect(clip('abcdef', 4)).toBe('abc…');
    expect(wrap('one two three', 20, '          ')).toEqual(['          one two three']);
    expect(wrap('one two three four five', 24, '    ')).toEqual(['    one two three four', '    five']);
  });
});

it('text from a model cannot paint or move the cursor', () => {
  expect(clip('a\u001b[2Jb\nc', 20)).toBe('a\ufffd[2Jb c');
  expect(wrap('one\r\ntwo\u0007', 40, '')).toEqual(['one', 'two\ufffd']);
});
