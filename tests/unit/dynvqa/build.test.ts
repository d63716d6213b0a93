import { describe, expect, it, jest } from '@jest/globals';
import { namesAny } from '../../../recipes/dynvqa/construct/gates.ts';
import { goldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { memoryStore } from '../../memory-store.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';
import { hashOfStage } from './campaign-in-memory.ts';
import { exampleRelease } from './example-release.ts';

jest.setTimeout(120_000);

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => String(row['question_id']));

describe('the construction of the example', () => {
  it('releases questions that pass every gate, and says of the others which one they fell at', () =>
    inTemporaryFolder(async (folder) => {
      const { stages } = await exampleRelease(memoryStore(), folder);
      const released = stages['release']?.rows ?? [];
      expect(released).toHaveLength(22);
      for (const row of released) {
        const { question, anchor, answers, state, as_of, gold_version } = goldQuestion.parse(row);
        expect({ state, as_of, gold_version }).toEqual({
          state: 'active',
          as_of: '2026-03-01',
          gold_version: '202603',
        });
        expect(namesAny(question, [anchor!.entity, ...anchor!.aliases, ...answers])).toBe(false);
        expect(row['gates']).toMatchObject({ A4: 'given', A7: 'passed', A8: 'passed', A9: 'passed', A10: 'passed' });
      }
      const fallen = Object.values(stages).flatMap(({ rejects }) => rejects.map(({ reason }) => reason));
      expect(fallen.toSorted()).toEqual([
        'A1:too_few_sources',
        'A6:no_picture',
        'A6:no_picture',
        'A6:no_picture',
        'A6:no_picture',
        'A7:names_anchor',
      ]);
      for (const { counts } of Object.values(stages))
        expect(counts.kept + counts.dropped + counts.failed).toBe(counts.total);
    }));

  it('joins facts over a bridge entity and keeps both links', () =>
    inTemporaryFolder(async (folder) => {
      const { stages } = await exampleRelease(memoryStore(), folder);
      const composed = (stages['release']?.rows ?? []).filter((row) => String(row['question_id']).includes('+'));
      expect(idsOf(composed)).toEqual([
        'ferry-harbour+marlow-master',
        'serra-valley+nant-river',
        'falco-maker+corvo-director',
        'acanthus-garden+lindow-city',
      ]);
      const [first] = composed;
      expect(first?.['question']).toBe(
        'Who is the pilotage chief of the harbour where this ship lands its passengers?',
      );
      expect(first?.['chain']).toHaveLength(2);
      expect(first?.['labels']).toMatchObject({ hops: 3, updateFrequency: 'slow' });
    }));

  it('makes the same release twice', () =>
    inTemporaryFolder(async (folder) => {
      const [one, two] = [memoryStore(), memoryStore()];
      await exampleRelease(one, folder);
      await exampleRelease(two, folder);
      expect(await hashOfStage(two, 'built', 'release')).toBe(await hashOfStage(one, 'built', 'release'));
    }));
});
