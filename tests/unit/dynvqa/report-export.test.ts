import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QuestionCost } from '../../../activities/evaluation/dynvqa/question-cost.ts';
import { readQuestions } from '../../../activities/evaluation/dynvqa/read-questions.ts';
import { exportDataset } from '../../../activities/export/export-dataset.ts';
import { traceRow } from '../../../activities/lineage/index.ts';
import { reportSummary, writeReport } from '../../../activities/report/write-report.ts';
import { memoryStore } from '../../memory-store.ts';
import { scriptedGateway } from '../shard-runner/scripted-gateway.ts';
import { runCampaign, type EndedStage } from './campaign-in-memory.ts';
import { closedBook, exampleRelease, firstDay, secondDay } from './example-release.ts';
import { scriptedPlanner } from './scripted-planner.ts';

jest.setTimeout(120_000);

const store = memoryStore();
let folder: string;
let answered: Readonly<Record<string, EndedStage>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmsynth-dynvqa-'));
  const { corpus, records } = await exampleRelease(store, folder);
  const retrieval = { provider: 'embedded', corpus };
  answered = await runCampaign({
    store,
    campaign: 'answered',
    folder,
    gateway: scriptedGateway(scriptedPlanner),
    seed: records,
    searchPrice: { search_text: 50, search_images: 50, search_by_image: 50 },
    options: { task: 'answer', solver: 'extractor', trajectories: true, retrieval: { ...retrieval, asOf: firstDay } },
  });
  const options = { task: 'refresh', version: '202604', asOf: secondDay, retrieval, reader: 'extractor' };
  await runCampaign({ store, campaign: 'refreshed', folder, gateway: closedBook(), seed: records, options });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const html = async (campaign: string): Promise<string> =>
  readFile((await writeReport({ store, campaign, out: join(folder, `${campaign}.html`) })).path, 'utf8');
const linesOf = async (path: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the report', () => {
  it('of an evaluation has the ten columns, the model and the extractor apart, and transcripts', async () => {
    const page = await html('answered');
    const texts = [
      'hops&lt;=2',
      'hops>2',
      'visual-yes',
      'Official recall',
      'Cost of a question',
      '<th scope="row">planner</th>',
      '<th scope="row">search</th>',
      'extractor',
      'Gold 202603',
      'search by the picture',
      'Query: <code>Who is the warden of the Tarn canyon?</code>',
      'read: Ada Finch',
      'episodes selected as training dialogues',
    ];
    expect(texts.filter((text) => !page.includes(text) && !page.includes(text.replace('&lt;', '<')))).toEqual([]);
    const { figures, usage } = await reportSummary(store, 'answered');
    const { planner, search } = (figures as unknown as { perQuestion: QuestionCost }).perQuestion.parts;
    expect(search).toMatchObject({ promptTokens: 0, completionTokens: 0 });
    expect(search.cost).toBeCloseTo(search.requests * 0.05);
    expect(usage.cost).toBeCloseTo(search.cost * 22);
    expect(search.requests).toBeGreaterThan(0);
    expect(planner.promptTokens).toBeGreaterThan(0);
    expect((planner.requests + search.requests) * 22).toBeCloseTo(usage.requests);
    const tile = (label: string): number =>
      Number(new RegExp(`<strong>(\\d+)</strong><span>${label}</span>`, 'u').exec(page)?.[1]);
    expect(tile('model calls')).toBeCloseTo(planner.requests * 22);
    expect(tile('searches')).toBeCloseTo(search.requests * 22);
    expect(figures).toMatchObject({
      task: 'answer',
      method: 'omnisearch',
      questions: 22,
      scored: 22,
      perQuestion: { cost: 0.1 },
    });
  });

  it('of a construction shows each question with its gates', async () => {
    const page = await html('built');
    const texts = [
      'questions in release 202603',
      'Who is the captain of this ship?',
      'A7 passed',
      'A6 skipped',
      'A1: fewer than two independent sources',
    ];
    expect(texts.filter((text) => !page.includes(text))).toEqual([]);
    expect(page.indexOf('A9 passed')).toBeLessThan(page.indexOf('A10 passed'));
  });

  it('of a refresh shows what changed, old and new with their days', async () => {
    const page = await html('refreshed');
    const texts = [
      'Changed answers',
      'Ada Finch',
      '202603, as of 2026-03-01',
      'Ben Roe',
      '202604, changed, as of 2026-04-01',
      'gazette.example, 2026-03-12, read by extractor',
      'pending',
    ];
    expect(texts.filter((text) => !page.includes(text))).toEqual([]);
    const { figures } = await reportSummary(store, 'refreshed');
    expect(figures).toMatchObject({
      states: { active: 21, pending: 1 },
      changes: 3,
      changed: [
        {
          question_id: 'canyon-warden',
          before: ['Ada Finch'],
          beforeAsOf: '2026-03-01',
          now: ['Ben Roe'],
          nowAsOf: '2026-04-01',
        },
        { question_id: 'ferry-captain', now: ['Otto Brandt'] },
        { question_id: 'flock-shepherd', verdict: 'pending', now: [] },
      ],
    });
  });
});

describe('the export', () => {
  it('of a release can be read again, with its pictures beside it', async () => {
    const result = await exportDataset({ store, campaign: 'built', format: 'dynvqa', out: join(folder, 'release') });
    expect(result).toMatchObject({ records: 22, imagesWritten: 9, complete: true });
    const path = join(folder, 'release', result.file);
    const [first] = await linesOf(path);
    expect(first).toMatchObject({
      question_id: 'canyon-warden',
      gold_version: '202603',
      as_of: '2026-03-01',
      state: 'active',
    });
    expect((await readFile(join(folder, 'release', String(first?.['image'])))).length).toBeGreaterThan(0);
    const questions = await readQuestions(path);
    expect(questions).toHaveLength(22);
    expect(questions.map(({ gold_version, state }) => [gold_version, state])).toEqual(
      questions.map(() => ['202603', 'active']),
    );
  });

  it('of training dialogues has loss on the planner alone, and every picture that was shown', async () => {
    const result = await exportDataset({
      store,
      campaign: 'answered',
      format: 'sharegpt',
      out: join(folder, 'dialogues'),
    });
    expect(result.records).toBe(answered['trajectories']?.rows.length);
    expect(result.records).toBeGreaterThan(5);
    for (const { messages, images } of await linesOf(join(folder, 'dialogues', result.file))) {
      const turns = messages as readonly { readonly role: string; readonly content: string; readonly loss: boolean }[];
      expect(turns.map(({ role, loss }) => loss === (role === 'assistant'))).not.toContain(false);
      const shown = turns.reduce((sum, { content }) => sum + content.split('<image>').length - 1, 0);
      expect(images).toHaveLength(shown);
      for (const image of images as readonly string[])
        expect((await readFile(join(folder, 'dialogues', image))).length).toBeGreaterThan(0);
    }
  });

  it('in LLaVA form has question and gold of a release', async () => {
    const result = await exportDataset({ store, campaign: 'built', format: 'llava', out: join(folder, 'llava') });
    const [first] = JSON.parse(await readFile(join(folder, 'llava', result.file), 'utf8')) as readonly Record<
      string,
      unknown
    >[];
    expect(first?.['conversations']).toEqual([
      { from: 'human', value: '<image>\nWho is the warden of this canyon?' },
      { from: 'gpt', value: 'Ada Finch' },
    ]);
  });
});

describe('the trace of an episode', () => {
  it('leads from the answer to its question, with every plan and search as journaled', async () => {
    const row = answered['answer']?.rows.find((one) => one['question_id'] === 'canyon-warden');
    const { hops } = await traceRow({ store, campaign: 'answered', row: row?.id ?? '' });
    expect(hops.map(({ stage }) => stage)).toEqual(['answer', 'import']);
    expect(hops[0]?.calls.map(({ entry }) => [entry?.call, entry?.model])).toEqual([
      ['plan/1', 'scripted-1'],
      ['plan/2', 'scripted-1'],
      ['plan/3', 'scripted-1'],
      ['retrieve/1', 'search/embedded'],
      ['retrieve/2', 'search/embedded'],
    ]);
  });
});
