import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldQuestion, type GoldQuestion } from '../../../recipes/dynvqa/gold/question.ts';
import { refreshedGold } from '../../../recipes/dynvqa/refresh/refresh.ts';
import { memoryStore } from '../../memory-store.ts';
import { hashOfStage, runCampaign } from './campaign-in-memory.ts';
import { closedBook, exampleRelease, recordsOf, secondDay, type ExampleRelease } from './example-release.ts';

jest.setTimeout(120_000);

const store = memoryStore();
let folder: string;
let built: ExampleRelease;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-dynvqa-'));
  built = await exampleRelease(store, folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the refresh of the example to the second day', () => {
  it('changes two answers, holds back the one whose sources disagree, and leaves the old release as it was', async () => {
    const before = await hashOfStage(store, 'built', 'release');
    const { release, import: imported } = await runCampaign({
      store,
      campaign: 'refreshed',
      folder,
      gateway: closedBook(),
      seed: built.records,
      options: {
        task: 'refresh',
        version: '202604',
        asOf: secondDay,
        retrieval: { provider: 'embedded', corpus: built.corpus },
        reader: 'extractor',
      },
    });
    const made = (release?.rows ?? []).map((row) => refreshedGold.parse(row));
    const of = (verdict: string) => made.filter(({ refresh }) => refresh.verdict === verdict);
    expect(
      of('changed').map(({ question_id, answers, as_of, history }) => ({ question_id, answers, as_of, history })),
    ).toEqual([
      {
        question_id: 'canyon-warden',
        answers: ['Ben Roe'],
        as_of: secondDay,
        history: [{ gold_version: '202603', as_of: '2026-03-01', answers: ['Ada Finch'] }],
      },
      {
        question_id: 'ferry-captain',
        answers: ['Otto Brandt'],
        as_of: secondDay,
        history: [{ gold_version: '202603', as_of: '2026-03-01', answers: ['Mara Lind'] }],
      },
    ]);
    expect(of('pending').map(({ question_id, answers, state }) => [question_id, answers, state])).toEqual([
      ['flock-shepherd', [], 'pending'],
    ]);
    expect(of('unchanged')).toHaveLength(made.length - 3);
    expect(release?.facts).toMatchObject({ version: '202604', active: 21, pending: 1, verdict_changed: 2 });
    expect(await hashOfStage(store, 'built', 'release')).toBe(before);
    expect(built.stages['release']?.rows).toHaveLength(made.length);
    const construction = ({ gates, verify, review, written_by }: GoldQuestion) => ({
      gates,
      verify,
      review,
      written_by,
    });
    const old = (built.stages['release']?.rows ?? []).map((row) => goldQuestion.parse(row));
    expect(made.map(construction)).toEqual(old.map(construction));
    expect(made.every(({ verify, review }) => verify !== undefined && review !== undefined)).toBe(true);

    const answered = await runCampaign({
      store,
      campaign: 'answered',
      folder,
      gateway: closedBook(),
      seed: recordsOf(release?.rows ?? [], imported?.rows ?? []),
      options: { task: 'answer', method: 'closed_book' },
    });
    expect(answered['score']?.facts).toMatchObject({ gold_version: '202604', questions: 22, scored: 21 });
    expect(answered['answer']?.rejects.map(({ reason }) => reason)).toEqual(['pending']);
  });

  it('asks only the classes whose turn it is', async () => {
    const { release } = await runCampaign({
      store,
      campaign: 'slow',
      folder,
      gateway: closedBook(),
      seed: built.records,
      options: {
        task: 'refresh',
        version: '202604',
        asOf: secondDay,
        retrieval: { provider: 'embedded', corpus: built.corpus },
        reader: 'extractor',
        classes: ['slow'],
      },
    });
    const made = (release?.rows ?? []).map((row) => refreshedGold.parse(row));
    const asked = made.filter(({ refresh }) => refresh.verdict !== 'carried');
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked.map(({ labels }) => labels.updateFrequency))).toEqual(new Set(['slow']));
  });
});
