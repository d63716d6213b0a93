import { describe, expect, it } from '@jest/globals';
import { ItemFailure } from '../../../recipes/outcome.ts';
import { recipe, voteRow, type VoteRow } from '../../../recipes/vote/index.ts';
import { optionsOf, play, questionRow, type Script } from './scenario.ts';

const letters =
  (...list: readonly (string | null)[]): Script =>
  (name, sample) =>
    name === 'reason' ? `I looked at every option. Answer: ${list[sample] ?? 'none of them'}` : 'A';
const rowOf = async (...args: Parameters<typeof play>): Promise<VoteRow> => {
  const { outcome } = await play(...args);
  if (outcome.kind !== 'kept') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return voteRow.parse(outcome.rows[0]);
};

describe('a vote', () => {
  it('elects the most frequent answer of those that can be read', async () => {
    const row = await rowOf(letters('B', 'B', 'C', null, 'C', 'B'), { samples: 6 });
    expect(row).toMatchObject({ answer: 'B', votes: 3, n: 6, valid: 5, agreement: 0.6, by: 'vote', pseudoLabel: true });
    expect(row.samples.map(({ answer }) => answer)).toEqual(['B', 'B', 'C', null, 'C', 'B']);
    expect(row.response).toContain('Answer: B');
  });

  it('gives no pseudo-label below the gate, nor for a single readable answer', async () => {
    expect(await rowOf(letters('B', 'B', 'C', 'A'), { samples: 4 })).toMatchObject({ answer: 'B', pseudoLabel: false });
    expect(await rowOf(letters('B', null), { samples: 2 })).toMatchObject({ agreement: 1, pseudoLabel: false });
  });

  it('keeps to pseudo-labels where that is told', async () => {
    const drop = { samples: 4, belowGate: 'drop' } as const;
    expect((await play(letters('B', 'B', 'C', 'A'), drop)).outcome).toMatchObject({
      kind: 'dropped',
      reason: 'low_agreement',
      detail: { votes: 2, valid: 4, agreement: 0.5 },
    });
    expect((await play(letters('B', 'B', 'B', 'A'), drop)).outcome.kind).toBe('kept');
  });

  it('breaks a tie by mean log probability, else for the earliest', async () => {
    expect((await rowOf(letters('C', 'B'), { samples: 2 })).answer).toBe('C');
    const likely: Script = (_, sample) => ({ text: `Answer: ${'CB'[sample]}`, meanLogProb: sample - 2 });
    expect((await rowOf(likely, { samples: 2 })).answer).toBe('B');
  });

  it('asks directly only where nothing can be read, and then elects that', async () => {
    expect((await play(letters('B', 'B'), { samples: 2 })).names).toEqual(['reason/0', 'reason/1']);
    const { names, outcome } = await play(letters(null, null), { samples: 2 });
    expect(names).toEqual(['reason/0', 'reason/1', 'direct/0']);
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [{ answer: 'A', by: 'direct', votes: 0, valid: 0, agreement: 0, pseudoLabel: false }],
    });
  });

  it('drops a question of which nothing can be read', async () => {
    const { outcome } = await play(() => 'I cannot say.', { samples: 2 });
    expect(outcome).toMatchObject({ kind: 'dropped', reason: 'no_readable_answer', detail: { asked: 3 } });
  });

  it('lets a sample fall alone, and fails where none could be had', async () => {
    const oneRefused: Script = (_, sample) => (sample === 1 ? new ItemFailure('refused', 'no') : 'Answer: B');
    const { outcome } = await play(oneRefused, { samples: 3 });
    expect(outcome).toMatchObject({
      kind: 'kept',
      rows: [{ answer: 'B', n: 3, valid: 2 }],
      rejects: [{ unit: 'sample/1', kind: 'failed', reason: 'refused' }],
    });
    await expect(play(() => new ItemFailure('cut_short', 'no'), { samples: 2 })).rejects.toMatchObject({
      reason: 'cut_short',
    });
  });

  it('asks each sample of the same prompt under its own number, at the reasoning temperature', async () => {
    const { calls } = await play(letters('B', 'B', 'B'), { samples: 3 });
    expect(new Set(calls.map(({ messages }) => JSON.stringify(messages))).size).toBe(1);
    expect(calls.map(({ sample, temperature }) => [sample, temperature])).toEqual([
      [0, 0.7],
      [1, 0.7],
      [2, 0.7],
    ]);
  });
});

describe('the other policies', () => {
  it('direct asks once, for the bare answer', async () => {
    const { calls, outcome } = await play(() => 'B', { policy: 'direct' });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ name: 'direct', temperature: 0, maxTokens: 64 });
    expect(outcome).toMatchObject({ rows: [{ answer: 'B', by: 'single', votes: 1, n: 1, pseudoLabel: false }] });
  });

  it('cot asks once, with reasons, at temperature 0', async () => {
    const { calls, outcome } = await play(letters('C'), { policy: 'cot' });
    expect(calls.map(({ name, temperature }) => [name, temperature])).toEqual([['reason', 0]]);
    expect(outcome).toMatchObject({ rows: [{ answer: 'C', by: 'single', n: 1 }] });
  });

  it('bon takes what the scorer likes best, and says how many samples agree with it', async () => {
    const script: Script = (name, sample) =>
      name === 'score' ? `{"score": ${[3, 9, 4][sample]}}` : `Answer: ${['B', 'C', 'B'][sample]}`;
    const { names, outcome } = await play(script, { policy: 'bon', samples: 3 });
    expect(names.filter((name) => name.startsWith('score'))).toHaveLength(3);
    expect(outcome).toMatchObject({ rows: [{ answer: 'C', by: 'scorer', votes: 1, valid: 3 }] });
  });

  it('bon falls back on the vote where the scorer gives no score', async () => {
    const script: Script = (name) => (name === 'score' ? 'good' : 'Answer: B');
    const { outcome } = await play(script, { policy: 'bon', samples: 2 });
    expect(outcome).toMatchObject({ rows: [{ answer: 'B', by: 'vote' }] });
    expect(outcome.rejects?.map(({ unit, reason }) => [unit, reason])).toEqual([
      ['score/0', 'bad_score'],
      ['score/1', 'bad_score'],
    ]);
  });

  it('compare asks directly as well, without a part in the vote', async () => {
    const row = await rowOf(letters('B', 'B'), { samples: 2, compare: true });
    expect(row).toMatchObject({ answer: 'B', votes: 2, direct: { answer: 'A' } });
  });
});

describe('questions with gold answers', () => {
  const gold = questionRow({ answer: 'B' });

  it('say which answers are right, and pair right with wrong ones', async () => {
    const row = await rowOf(letters('B', 'C', 'B', null), { samples: 4 }, gold);
    expect(row.correct).toBe(true);
    expect(row.samples.map(({ correct }) => correct)).toEqual([true, false, true, false]);
    expect(row.pairs).toEqual([
      { chosen: 0, rejected: 1 },
      { chosen: 0, rejected: 3 },
      { chosen: 2, rejected: 1 },
      { chosen: 2, rejected: 3 },
    ]);
  });

  it('have no pairs where all are wrong', async () => {
    expect(await rowOf(letters('C', 'C'), { samples: 2 }, gold)).toMatchObject({ correct: false, pairs: [] });
  });
});

describe('a record of the seed', () => {
  const read = (record: unknown) => recipe.readSeed(record, optionsOf());

  it.each([
    [{ question: 'q', choices: ['x', 'y'] }, 'choice', ['x', 'y']],
    [
      {
        question: 'q',
        choices: [
          { label: 'A', text: 'x' },
          { label: 'B', text: 'y' },
        ],
      },
      'choice',
      ['x', 'y'],
    ],
    [{ question: 'q', choices: { B: 'y', A: 'x' } }, 'choice', ['x', 'y']],
    [{ question: 'q', answer: 4, kind: 'number' }, 'number', []],
    [{ question: 'q' }, 'open', []],
    [{ question: 'q', options: ['x', 'y'] }, 'choice', ['x', 'y']],
    [
      {
        question: {
          stem: 'q',
          choices: [
            { label: 'A', text: 'x' },
            { label: 'B', text: 'y' },
          ],
        },
        answerKey: 'B',
      },
      'choice',
      ['x', 'y'],
    ],
  ])('%j', (record, kind, choices) => {
    expect(read(record)).toMatchObject({ ok: true, fields: { kind, choices } });
  });

  it.each([
    ['She eats 3 + 4 = 7.\n#### 1,018', '1,018'],
    ['#### -$2.50\n', '-$2.50'],
  ])('a GSM8K solution is a number: %j', (answer, gold) => {
    expect(read({ question: 'q', answer })).toMatchObject({ ok: true, fields: { kind: 'number', gold: [gold] } });
  });

  it('words after the mark are no number', () => {
    expect(read({ question: 'q', answer: '#### chapter 3 ends' })).toMatchObject({
      fields: { kind: 'open', gold: ['#### chapter 3 ends'] },
    });
  });

  it.each([{}, { question: 'q', kind: 'choice' }, { question: 'q', choices: ['x'] }])('is bad: %j', (record) => {
    expect(read(record)).toMatchObject({ ok: false, reason: 'bad_record' });
  });
});
