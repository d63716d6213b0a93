import { describe, expect, it } from '@jest/globals';
import type { GoldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import { refreshedQuestion } from '../../../recipes/dynvqa/refresh/refreshed.ts';
import { refreshVerdict, type Reading } from '../../../recipes/dynvqa/refresh/verdict.ts';
import { picture } from './scenario.ts';

const gold: GoldQuestion = {
  question_id: 'q1',
  language: 'en',
  question: 'Who keeps this lighthouse?',
  golden_query: 'Who keeps the Marlow lighthouse?',
  answers: ['Ben Roe', 'B. Roe'],
  state: 'active',
  gold_version: '202603',
  as_of: '2026-03-01',
  labels: { updateFrequency: 'fast' },
  chain: [],
  evidence: [],
  history: [],
  pending_cycles: 0,
  image: { sha256: picture },
};
const release = { version: '202604', asOf: '2026-04-01' };
const read = (answer: string, source: string, publishedAt = '2026-03-20'): Reading => ({
  answer,
  source,
  docId: `${source}/1`,
  publishedAt,
});

describe('refreshVerdict', () => {
  it('changes gold where two independent sources agree on something new', () => {
    const verdict = refreshVerdict(gold, [
      read('Ada Finch', 'a.example'),
      read('ada finch', 'b.example'),
      read('Ben Roe', 'c.example'),
    ]);
    expect(verdict).toMatchObject({ verdict: 'changed', answers: ['Ada Finch', 'ada finch'] });
    const next = refreshedQuestion(gold, verdict, release);
    expect(next).toMatchObject({
      answers: ['Ada Finch', 'ada finch'],
      as_of: '2026-04-01',
      gold_version: '202604',
      state: 'active',
    });
    expect(next.history).toEqual([{ gold_version: '202603', as_of: '2026-03-01', answers: ['Ben Roe', 'B. Roe'] }]);
  });

  it('does not take one source for two', () => {
    expect(refreshVerdict(gold, [read('Ada Finch', 'a.example'), read('Ada Finch', 'a.example')]).verdict).toBe(
      'pending',
    );
  });

  it('hears no source that is older than the gold', () => {
    const old = [read('Ada Finch', 'a.example', '2026-02-01'), read('Ada Finch', 'b.example', '2026-03-01')];
    expect(refreshVerdict(gold, old)).toEqual({ verdict: 'unchanged', why: 'nothing_newer' });
  });

  it('confirms gold that is read again, and moves its day', () => {
    const verdict = refreshVerdict(gold, [read('b. roe', 'a.example')]);
    expect(verdict).toEqual({ verdict: 'unchanged', why: 'confirmed' });
    expect(refreshedQuestion(gold, verdict, release)).toMatchObject({
      as_of: '2026-04-01',
      answers: gold.answers,
      history: [],
    });
  });

  it('makes conflicting sources pending, then retires the question, and keeps what was gold', () => {
    const conflict = [read('Ada Finch', 'a.example'), read('Carl Tun', 'b.example')];
    const pending = refreshedQuestion(gold, refreshVerdict(gold, conflict), release);
    expect(pending).toMatchObject({ state: 'pending', answers: [], pending_cycles: 1 });
    const retired = refreshedQuestion(pending, refreshVerdict(pending, conflict), {
      version: '202605',
      asOf: '2026-05-01',
    });
    expect(retired).toMatchObject({ state: 'retired', pending_cycles: 2 });
    expect(retired.history).toHaveLength(1);
  });

  it('brings a pending question back once its sources agree', () => {
    const pending: GoldQuestion = { ...gold, state: 'pending', answers: [], pending_cycles: 1 };
    const verdict = refreshVerdict(pending, [read('Ada Finch', 'a.example'), read('Ada Finch', 'b.example')]);
    expect(refreshedQuestion(pending, verdict, release)).toMatchObject({
      state: 'active',
      answers: ['Ada Finch'],
      pending_cycles: 0,
    });
  });
});
