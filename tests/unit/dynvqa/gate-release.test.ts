import { describe, expect, it } from '@jest/globals';
import type { Draft } from '../../../recipes/dynvqa/construct/draft.ts';
import { flag } from '../../../recipes/dynvqa/construct/flag.ts';
import { recipe } from '../../../recipes/dynvqa/recipe.ts';
import type { Row } from '../../../recipes/item-program.ts';
import type { ReviewVerdict } from '../../../recipes/review.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import type { WholeLine } from '../../../recipes/whole-stage.ts';
import { asRow, base, optionsWith, play } from './gate-player.ts';

describe('A13 and A14', () => {
  it('flag every disputed question and the drawn share of the others', async () => {
    expect((await play(flag, { draft: { disputed: ['hops'] } })).outcome).toMatchObject({ reason: 'A13:disputed' });
    expect((await play(flag, { draw: 0.05 })).outcome).toMatchObject({ reason: 'A13:sampled' });
    expect((await play(flag, { draw: 0.5 })).outcome.kind).toBe('kept');
  });

  const release = async (
    kept: readonly Row[],
    flagged: readonly Row[],
    verdicts: readonly ReviewVerdict[],
    options: object = {},
  ) => {
    async function* of(rows: readonly Row[]): AsyncGenerator<Row> {
      yield* rows;
    }
    const lines: WholeLine[] = [];
    const scratch = (): never => {
      throw new Error('nothing is spilled');
    };
    const made = recipe.whole?.['release']?.(
      { questions: () => of(kept), flagged: () => of(flagged) },
      { scratch, reviewed: async () => new Map(verdicts.map((one) => [one.row, one])) } as never,
      { campaignSeed: 7, stage: 'release', round: 1, options: optionsWith(options), facts: {}, draw: () => 0.5 },
    );
    for await (const line of made ?? []) lines.push(line);
    const dropped = lines.flatMap((line) => (line.kind === 'dropped' ? [[line.row.id, line.reason]] : []));
    const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.fields] : []));
    const facts = lines.flatMap((line) => (line.kind === 'facts' ? [line.facts] : []));
    return { dropped, rows, facts: facts[0] };
  };
  const numbered = (n: number, fields: Partial<Draft> = {}): Row =>
    asRow(
      {
        ...base,
        question_id: `q${n}`,
        question: 'Who keeps this?',
        golden_query: `Who keeps lighthouse ${n}?`,
        ...fields,
      },
      `row-${n}`,
    );

  it('release what the review keeps; without a verdict a sampled row stays and a disputed one falls', async () => {
    const disputed = { disputed: ['hops'] };
    const { rows, dropped } = await release(
      [numbered(1)],
      [numbered(2), numbered(3), numbered(4, disputed), numbered(5, disputed)],
      [
        { row: 'row-3', verdict: 'drop' },
        { row: 'row-5', verdict: 'keep' },
      ],
    );
    expect(rows.map((row) => row['question_id'])).toEqual(['q1', 'q2', 'q5']);
    expect(dropped).toEqual([
      ['row-3', 'A13:rejected'],
      ['row-4', 'A13:disputed'],
    ]);
    expect(rows[0]).toMatchObject({ gold_version: '202603', as_of: '2026-03-01', state: 'active' });
    expect(rows.map((row) => row['review'])).toEqual([
      { flag: null, verdict: null },
      { flag: 'sampled', verdict: null },
      { flag: 'disputed', verdict: 'keep' },
    ]);
  });

  it('drop the same question of the same picture, also where six bits of its hash differ', async () => {
    const twin = (phash: string) => ({ golden_query: 'Who keeps it?', image: { sha256: sha256(phash), phash } });
    const { dropped } = await release(
      [numbered(1, twin('0'.repeat(16))), numbered(2, twin('000000000000003f')), numbered(3, twin('000000000000007f'))],
      [],
      [],
    );
    expect(dropped).toEqual([['row-2', 'A14:duplicate']]);
  });

  it('bring fifty questions within five points of the wanted shares', async () => {
    const rows = Array.from({ length: 50 }, (_, n) =>
      numbered(n, {
        labels: {
          updateFrequency: n < 30 ? 'fast' : n < 40 ? 'slow' : 'never',
          hops: n % 4 === 0 ? 3 : 2,
          visualNeeded: n % 2 === 0,
          domain: 'Daily',
        },
      }),
    );
    const {
      rows: released,
      dropped,
      facts,
    } = await release(rows, [], [], { quotas: { fast: 0.4, slow: 0.3, never: 0.3 } });
    const fast =
      released.filter((row) => (row['labels'] as Draft['labels']).updateFrequency === 'fast').length / released.length;
    expect(Math.abs(fast - 0.4)).toBeLessThanOrEqual(0.05 + 1e-9);
    expect(facts).toMatchObject({ quotas_met: true, questions: released.length });
    expect(released.length + dropped.length).toBe(50);
    expect(dropped.every(([, reason]) => reason?.startsWith('A14:quota_'))).toBe(true);
  });

  it('keep the same question of two pictures, and two questions of one', async () => {
    const asks = (golden_query: string, of: string) => ({ golden_query, image: { sha256: sha256(of) } });
    const { rows, dropped } = await release(
      [numbered(1, asks('Who?', 'a')), numbered(2, asks('Who?', 'b')), numbered(3, asks('Where?', 'a'))],
      [],
      [],
    );
    expect([rows.length, dropped]).toEqual([3, []]);
  });
});
