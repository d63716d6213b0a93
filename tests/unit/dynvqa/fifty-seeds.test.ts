import { describe, expect, it, jest } from '@jest/globals';
import { namesAny } from '../../../recipes/dynvqa/construct/gates.ts';
import { paperShares } from '../../../recipes/dynvqa/construct/quotas.ts';
import { goldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import type { RetrievalQuery } from '../../../recipes/retrieval.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { scriptedGateway, type Asked } from '../shard-runner/scripted-gateway.ts';
import { hashOfStage, runCampaign } from './campaign-in-memory.ts';
import { page } from './scenario.ts';

jest.setTimeout(120_000);

const towerOf = (n: number): string => `Tower${n}`;
const longAnswer = Array.from({ length: 13 }, (_, n) => `word${n}`).join(' ');

/** What is wrong with some of the fifty, by number; all others are as they should be. */
const spoiled: Readonly<Record<number, object>> = {
  2: { answers: [longAnswer] },
  3: { golden_query: 'Who is the keeper of Tower3, the famous Tower3?' },
  5: { question: 'Who is the keeper of Tower5?' },
  6: { question: 'Who keeps this round tower?' },
  8: { question: 'Who keeps this tall tower?' },
  11: { entity: 'Tower12', golden_query: 'Who is the keeper of Tower12?', answers: ['Person12'] },
  13: { labels: {} },
};
const visual = new Set([10, 18, 28, 29]);
/** Of these a newer document tells something else. */
const outdated = new Set([9, 10, 18, 28]);

const seeds = Array.from({ length: 50 }, (_, n) => ({
  id: `seed-${n}`,
  language: 'en',
  entity: towerOf(n),
  hypernym: 'tower',
  golden_query: `Who is the keeper of ${towerOf(n)}?`,
  answers: [`Person${n}`],
  labels: {
    updateFrequency: n % 10 < 5 ? 'fast' : n % 10 < 8 ? 'slow' : 'never',
    hops: n % 4 === 0 ? 3 : 2,
    visualNeeded: visual.has(n),
    domain: 'Geography',
  },
  image: 'datasets-img-black-canyon/data/image.jpg',
  ...spoiled[n],
}));

function search({ tool, ...query }: RetrievalQuery) {
  const n = Number(/Tower(\d+)/u.exec('query' in query ? query.query : '')?.[1]);
  const says = (host: string, answer: string, publishedAt: string) =>
    page(`${host}-${n}`, {
      snippet: `The keeper of ${towerOf(n)} is ${answer}.`,
      url: `https://${host}.example/${n}`,
      publishedAt,
    });
  const answer = n === 2 ? longAnswer : `Person${n}`;
  if (tool !== 'search_text') return visual.has(n) && n !== 10 ? [says('album', answer, '2026-02-01')] : [];
  return [
    says('gazette', answer, '2026-02-01'),
    ...(n === 1 ? [] : [says('almanac', answer, '2026-02-02')]),
    ...(outdated.has(n) ? [says('courier', 'Somebody', '2026-02-20')] : []),
  ];
}

function replyTo({ prompt, messages }: Asked): object {
  if (prompt.startsWith('Does this picture show')) return { shows: !prompt.includes('Tower4?') };
  if (prompt.includes('"aliases"')) return { aliases: [] };
  const sees = messages.some(
    ({ content }) => typeof content !== 'string' && content.some(({ type }) => type !== 'text'),
  );
  if (prompt.includes('round tower')) return { answer: 'Person6' };
  return { answer: prompt.includes('tall tower') && sees ? 'Person8' : 'unknown' };
}

const build = (store: MemoryStore, folder: string) =>
  runCampaign({
    store,
    campaign: 'fifty',
    folder,
    seed: seeds,
    gateway: scriptedGateway((asked) => ({ text: JSON.stringify(replyTo(asked)) })),
    retrieverFor: () => ({
      search: async (query) => ({ hits: search(query), degraded: false, snapshot: '2026-03-01' }),
      waitingFor: () => undefined,
      close: () => undefined,
    }),
    options: {
      task: 'build',
      version: '202603',
      asOf: '2026-03-01',
      retrieval: { provider: 'embedded', corpus: 'c'.repeat(64) },
      reader: 'extractor',
      writer: 'code',
      reviewShare: 0,
      quotas: { fast: paperShares.fast, slow: paperShares.slow, never: paperShares.never },
    },
  });

describe('fifty seeds through all gates', () => {
  it('lose each spoiled one at its gate; the others are released in the wanted shares, twice the same', () =>
    inTemporaryFolder(async (folder) => {
      const [one, two] = [memoryStore(), memoryStore()];
      const stages = await build(one, folder);
      const idOf = new Map(
        Object.values(stages).flatMap(({ rows }) => rows.map((row) => [row.id, String(row['question_id'])])),
      );
      const fallen = Object.values(stages).flatMap(({ rejects }) =>
        rejects.map(({ parent, reason }) => [idOf.get(parent) ?? parent, reason] as const),
      );
      const byGate = fallen.filter(([, reason]) => !reason.startsWith('A14:quota_'));
      expect(Object.fromEntries(byGate)).toEqual({
        'seed-1': 'A1:too_few_sources',
        'seed-2': 'A2:long_answer',
        'seed-3': 'A5:not_named_once',
        'seed-4': 'A6:no_picture',
        'seed-5': 'A7:names_anchor',
        'seed-6': 'A7:text_suffices',
        'seed-8': 'A8:too_easy',
        'seed-9': 'A9:not_found',
        'seed-10': 'A10:not_seen',
        'seed-12': 'A14:duplicate',
        'seed-13': 'A4:no_vote',
      });

      const { rows, facts } = stages['release']!;
      expect(rows.length + fallen.length).toBe(50);
      expect(rows.length).toBeGreaterThan(15);
      expect(facts).toMatchObject({ quotas_met: true });
      for (const row of rows) {
        const { question, anchor } = goldQuestion.parse(row);
        expect(namesAny(question, [anchor!.entity, ...anchor!.aliases])).toBe(false);
        expect(row['gates']).toMatchObject({ A7: 'passed', A8: 'passed', A9: 'passed' });
        expect(row['gates']).toHaveProperty('A10', row['question_id'] === 'seed-29' ? 'relabelled' : 'passed');
      }
      const released = new Map(rows.map((row) => [row['question_id'], row]));
      expect(released.get('seed-28')).toMatchObject({ labels: { visualNeeded: true }, verify: { picture_hit: true } });
      expect(released.get('seed-29')).toMatchObject({ labels: { visualNeeded: false } });
      for (const speed of ['fast', 'slow', 'never'] as const) {
        const of = rows.filter((row) => goldQuestion.parse(row).labels?.updateFrequency === speed).length;
        expect(Math.abs(of / rows.length - paperShares[speed])).toBeLessThanOrEqual(0.05 + 1e-9);
      }

      await build(two, folder);
      expect(await hashOfStage(two, 'fifty', 'release')).toBe(await hashOfStage(one, 'fifty', 'release'));
    }));
});
