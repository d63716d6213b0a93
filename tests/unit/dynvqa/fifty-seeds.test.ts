import { describe, expect, it, jest } from '@jest/globals';
import { gateName } from '../../../recipes/dynvqa/construct/gate-name.ts';
import { namesAny } from '../../../recipes/dynvqa/construct/gates.ts';
import { paperShares } from '../../../recipes/dynvqa/construct/quotas.ts';
import { goldQuestion, type GoldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import { memoryStore, type MemoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { hashOfStage, runCampaign } from './campaign-in-memory.ts';
import { towerGateway, towerRetriever, towerSeeds } from './tower-world.ts';

jest.setTimeout(180_000);

const build = (store: MemoryStore, folder: string, changes: object = {}) =>
  runCampaign({
    store,
    campaign: 'towers',
    folder,
    gateway: towerGateway(),
    retrieverFor: () => towerRetriever,
    seed: towerSeeds,
    options: {
      task: 'build',
      version: '202603',
      asOf: '2026-03-01',
      retrieval: { provider: 'embedded', corpus: 'c'.repeat(64) },
      translate: true,
      ...changes,
    },
  });

describe('fifty seeds through every gate', () => {
  it('are released, and each seed made to fall falls at its gate', () =>
    inTemporaryFolder(async (folder) => {
      const stages = await build(memoryStore(), folder);
      const fallen = Object.values(stages).flatMap(({ rejects }) => rejects.map(({ reason }) => reason));
      expect([...new Set(fallen.filter((reason) => reason !== 'A13:sampled'))].toSorted()).toEqual([
        'A10:not_seen',
        'A11:not_equal',
        'A13:disputed',
        'A14:duplicate',
        'A1:too_few_sources',
        'A2:long_answer',
        'A3:link_not_needed',
        'A4:no_vote',
        'A5:not_picturable',
        'A6:no_picture',
        'A7:names_anchor',
        'A7:text_suffices',
        'A8:too_easy',
        'A9:not_found',
      ]);
      const released = (stages['release']?.rows ?? []).map((row) => ({ row, question: goldQuestion.parse(row) }));
      const ids = new Set(released.map(({ question }) => question.question_id));
      const wanted = Array.from({ length: 50 }, (_, i) => [`tower-${100 + i}`, `tower-${100 + i}-zh`]).flat();
      expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
      expect([...ids].filter((id) => !wanted.includes(id))).toEqual(['tower-911', 'tower-914', 'tower-914-zh']);
      for (const { row, question } of released) {
        const { anchor, answers } = question;
        const open = gateName.options.filter((gate) => !['A11', 'A13', 'A14'].includes(gate));
        expect(Object.fromEntries(open.map((gate) => [gate, (row['gates'] as Record<string, string>)[gate]]))).toEqual(
          Object.fromEntries(open.map((gate) => [gate, 'passed'])),
        );
        expect(namesAny(question.question, [anchor!.entity, ...anchor!.aliases, ...answers])).toBe(false);
        expect(answers.some((answer) => answer.startsWith('Keeper'))).toBe(true);
        expect(answers.some((answer) => answer.startsWith('Wrong'))).toBe(false);
        expect(question.image.phash).toMatch(/^[0-9a-f]{16}$/u);
        const isVisual = question.labels.visualNeeded === true;
        expect(row['verify']).toMatchObject({
          golden_hit: !isVisual,
          text_only_hit: isVisual ? false : null,
          picture_hit: isVisual ? true : null,
        });
        expect(row['review']).toMatchObject({ verdict: null });
      }
      const drawn = (stages['flag']?.rejects ?? []).filter(({ reason }) => reason === 'A13:sampled');
      expect(drawn.length).toBeGreaterThan(0);
      const sampled = released.filter(({ question }) => question.review?.flag === 'sampled').length;
      expect(sampled).toBeGreaterThan(0);
      expect(sampled).toBeLessThanOrEqual(drawn.length);
      for (const { counts } of Object.values(stages))
        expect(counts.kept + counts.dropped + counts.failed).toBe(counts.total);
    }));

  it("are brought into the paper's shares, and twice to the same release", () =>
    inTemporaryFolder(async (folder) => {
      const [one, two] = [memoryStore(), memoryStore()];
      const stages = await build(one, folder, { quotas: 'paper' });
      const released = (stages['release']?.rows ?? []).map((row) => goldQuestion.parse(row));
      const share = (is: (question: GoldQuestion) => boolean): number => released.filter(is).length / released.length;
      const shares = {
        fast: share(({ labels }) => labels.updateFrequency === 'fast'),
        slow: share(({ labels }) => labels.updateFrequency === 'slow'),
        never: share(({ labels }) => labels.updateFrequency === 'never'),
        'hops>2': share(({ labels }) => (labels.hops ?? 0) > 2),
        'visual-yes': share(({ labels }) => labels.visualNeeded === true),
      };
      expect(stages['release']?.facts).toMatchObject({ quotas_met: true });
      for (const [name, wanted] of Object.entries(paperShares))
        expect(Math.abs(shares[name as keyof typeof shares] - wanted)).toBeLessThanOrEqual(0.05 + 1e-9);
      expect(released.length).toBeGreaterThan(50);
      await build(two, folder, { quotas: 'paper' });
      expect(await hashOfStage(two, 'towers', 'release')).toBe(await hashOfStage(one, 'towers', 'release'));
    }));
});
