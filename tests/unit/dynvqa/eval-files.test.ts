import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPredictions } from '../../../activities/evaluation/dynvqa/read-predictions.ts';
import { readQuestions } from '../../../activities/evaluation/dynvqa/read-questions.ts';
import { renderDiff, renderEvaluation } from '../../../activities/evaluation/dynvqa/render.ts';
import { scorePredictions } from '../../../activities/evaluation/dynvqa/score-predictions.ts';
import { versionDiff } from '../../../recipes/dynvqa/gold/version-diff.ts';
import { inTemporaryFolder } from '../infra/temporary-folder.ts';

const published = (id: string, answer: string, query = '"Who leads FC Example?"'): string =>
  `{"image_url": "https://images.example/a/b/${id}.jpg", "question": "Who leads it?", "question_id": "${id}", "answer": ${answer}, "gloden_query": ${query}}`;
const files = async <T>(
  texts: Readonly<Record<string, string>>,
  work: (path: (name: string) => string) => Promise<T>,
) =>
  inTemporaryFolder(async (folder) => {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    return work((name) => join(folder, name));
  });

describe('files of gold', () => {
  it('of every published version are read with the version of their name', () =>
    files(
      {
        'DynVQA_en.202408.jsonl': `${published('en1', '["Ann"]')}\n${published('en2', 'null')}\n${published('en625', '["0.05"]', 'NaN')}\n`,
        'DynVQA_en.202410.jsonl': `${published('en1', '[["Ann"], ["Ann Lee", 3]]')}\n`,
      },
      async (path) => {
        const questions = await readQuestions(path('DynVQA_en.202408.jsonl'));
        expect(
          questions.map(({ question_id, state, gold_version, golden_query }) => [
            question_id,
            state,
            gold_version,
            golden_query,
          ]),
        ).toEqual([
          ['en1', 'active', '202408', 'Who leads FC Example?'],
          ['en2', 'pending', '202408', 'Who leads FC Example?'],
          ['en625', 'active', '202408', null],
        ]);
        const [flat] = await readQuestions(path('DynVQA_en.202410.jsonl'));
        expect(flat?.answers).toEqual(['Ann', 'Ann Lee', '3']);
      },
    ));

  it('are refused with file and line where a line is no question, or a version is not known', () =>
    files(
      {
        'a.202408.jsonl': `${published('en1', '["A"]')}\nnot json\n`,
        'plain.jsonl': `${published('en1', '["A"]')}\n`,
        'twice.202408.jsonl': `${published('en1', '["A"]')}\n${published('en1', '["A"]')}`,
      },
      async (path) => {
        await expect(readQuestions(path('a.202408.jsonl'))).rejects.toThrow(
          /a\.202408\.jsonl, line 2: this is not JSON/u,
        );
        await expect(readQuestions(path('plain.jsonl'))).rejects.toThrow(/set --gold-version/u);
        await expect(readQuestions(path('twice.202408.jsonl'))).rejects.toThrow(/'en1' stands in the file twice/u);
        await expect(readQuestions(path('none.jsonl'))).rejects.toMatchObject({ code: 'file_missing', exitCode: 2 });
        expect(await readQuestions(path('plain.jsonl'), '202502')).toHaveLength(1);
      },
    ));

  it('tell of their differences', () =>
    files(
      { 'DynVQA_en.202406.jsonl': published('en1', '["A"]'), 'DynVQA_en.202408.jsonl': published('en1', 'null') },
      async (path) => {
        const [before, after] = await Promise.all(
          ['202406', '202408'].map(async (version) =>
            (await readQuestions(path(`DynVQA_en.${version}.jsonl`))).map(({ question_id: id, ...rest }) => ({
              id,
              ...rest,
            })),
          ),
        );
        const diff = versionDiff(before ?? [], after ?? []);
        expect(diff).toMatchObject({ common: 1, changed: ['en1'], pending: ['en1'] });
        expect(renderDiff(diff)).toContain('gold lost                        1');
      },
    ));
});

describe('predictions of a file', () => {
  const gold = [
    { ...blank('q1', ['Ann Lee']), labels: { updateFrequency: 'fast', hops: 3, visualNeeded: true } as const },
    blank('q2', ['Ben Roe']),
    { ...blank('q3', []), state: 'pending' as const },
  ];

  it('are scored by both scorers; missing ones count 0, pending questions do not count', () => {
    const { evaluation, items, missing, unmatched } = scorePredictions(
      gold,
      new Map([
        ['q1', 'It is Ann Lee'],
        ['q9', 'x'],
      ]),
    );
    expect(evaluation).toMatchObject({
      questions: 3,
      scored: 2,
      failed: 1,
      unscored: { pending: 1 },
      goldVersions: ['202603'],
    });
    expect(evaluation.official.all).toMatchObject({ questions: 2, score: 50 });
    expect(evaluation.official.fast).toMatchObject({ questions: 1, score: 100 });
    expect(evaluation.fairF1.all.score).toBeCloseTo(33.33, 2);
    expect(evaluation.exact.all.score).toBe(0);
    expect(items.map(({ outcome, gold_version }) => [outcome, gold_version])).toEqual([
      ['answered', '202603'],
      ['failed', '202603'],
      ['unscored', '202603'],
    ]);
    expect({ missing, unmatched }).toEqual({ missing: ['q2', 'q3'], unmatched: ['q9'] });
    const text = renderEvaluation(evaluation, 200).join('\n');
    expect(text).toContain('2 of 3 questions scored, 1 of them without an answer (0); not scored: 1 pending.');
    expect(text).toContain('Gold 202603.');
  });

  it('are refused with the line where they are none, or stand twice', () =>
    files(
      {
        'good.jsonl': '{"question_id": "q1", "prediction": null, "more": 1}\n',
        'bad.jsonl': '{"question_id": "q1"}\n',
        'twice.jsonl': '{"question_id":"q1","prediction":"a"}\n{"question_id":"q1","prediction":"b"}\n',
      },
      async (path) => {
        expect(await readPredictions(path('good.jsonl'))).toEqual(new Map([['q1', '']]));
        await expect(readPredictions(path('bad.jsonl'))).rejects.toThrow(/bad\.jsonl, line 1: not/u);
        await expect(readPredictions(path('twice.jsonl'))).rejects.toMatchObject({ code: 'predictions_invalid' });
      },
    ));
});

function blank(question_id: string, answers: readonly string[]) {
  return {
    question_id,
    language: 'en' as const,
    question: 'Who?',
    golden_query: null,
    answers,
    state: 'active' as 'active' | 'pending',
    gold_version: '202603',
    as_of: null,
    labels: {},
    chain: [],
    evidence: [],
    history: [],
    pending_cycles: 0,
  };
}
