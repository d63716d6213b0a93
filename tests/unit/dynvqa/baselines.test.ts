import { describe, expect, it } from '@jest/globals';
import { answer } from '../../../recipes/dynvqa/answer/answer.ts';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { dynvqaOptions } from '../../../recipes/dynvqa/options.ts';
import { recipe } from '../../../recipes/dynvqa/recipe.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { sha256 } from '../../../recipes/sha256.ts';
import { page, photo, picture, scripted, textOf } from './scenario.ts';

const row: Row = {
  id: 'row',
  origin: 'row',
  parents: [],
  round: 0,
  calls: [],
  question_id: 'q1',
  language: 'en',
  question: 'Who leads this club?',
  golden_query: 'Who leads FC Example?',
  answers: ['Ann Lee'],
  state: 'active',
  gold_version: '202603',
  as_of: null,
  image: { sha256: picture },
};

async function answered(options: object, fields: object = {}) {
  const { services, calls, searches } = scripted(
    ({ name }) => JSON.stringify(name === 'caption' ? { caption: 'a red crest' } : { answer: 'Ann Lee' }),
    ({ tool }) =>
      tool === 'search_by_image'
        ? [photo('p', { title: 'FC Example' })]
        : [page('d', { snippet: 'FC Example is led by Ann Lee.' })],
  );
  const input = { ...row, ...fields };
  const outcome = await answer({ seed: input, current: input }, services, {
    campaignSeed: 7,
    stage: 'answer',
    round: 1,
    itemId: 'row',
    options: dynvqaOptions.parse({ task: 'answer', ...options }),
    facts: {},
    draw: () => 0.5,
  });
  const kept = outcome.kind === 'kept' ? answeredQuestion.parse(outcome.rows[0]) : undefined;
  return { outcome, row: kept, calls, searches };
}

describe('the fixed recipes', () => {
  it.each([
    ['closed_book', []],
    ['image_search', [{ tool: 'search_by_image', image: picture }]],
    ['text_search', [{ tool: 'search_text', query: 'Who leads this club?' }]],
    [
      'image_then_text',
      [
        { tool: 'search_by_image', image: picture },
        { tool: 'search_text', query: 'Who leads this club? FC Example' },
      ],
    ],
    ['caption_then_text', [{ tool: 'search_text', query: 'Who leads this club? a red crest' }]],
    ['golden', [{ tool: 'search_text', query: 'Who leads FC Example?' }]],
  ])('%s searches as the paper says, and answers from it with the picture', async (method, expected) => {
    const { row: made, searches, calls } = await answered({ method });
    expect(searches).toEqual(expected.map((query) => expect.objectContaining(query) as object));
    expect(made).toMatchObject({ method, prediction: 'Ann Lee', answered_by: 'model', extracted: null });
    expect(made?.steps).toHaveLength(expected.length);
    const content = calls.at(-1)?.messages[0]?.content ?? [];
    expect(content).toContainEqual({ type: 'image', sha256: picture });
    expect(textOf(calls.at(-1)!.messages).includes('Found material')).toBe(expected.length > 0);
  });

  it('image_search shows the pictures it found', async () => {
    const { calls } = await answered({ method: 'image_search' });
    expect(calls[0]?.messages[0]?.content).toContainEqual({ type: 'image', sha256: sha256('p') });
  });

  it('let the extractor read in place of the model, and say so', async () => {
    const { row: made, calls } = await answered({ method: 'golden', solver: 'extractor' });
    expect(calls).toEqual([]);
    expect(made).toMatchObject({ prediction: 'led by Ann Lee', answered_by: 'extractor' });
  });

  it('leave out a question without gold or without the query they need', async () => {
    expect((await answered({ method: 'golden' }, { golden_query: null })).outcome).toEqual({
      kind: 'dropped',
      reason: 'no_golden_query',
    });
    expect((await answered({ method: 'golden' }, { state: 'pending', answers: [] })).outcome).toEqual({
      kind: 'dropped',
      reason: 'pending',
    });
  });

  it('ask a model that sees no picture the question alone', async () => {
    const { image: _, ...blind } = row;
    const { services, calls } = scripted(() => '{"answer": "Ann Lee"}');
    const options = dynvqaOptions.parse({ task: 'answer', method: 'closed_book', pictures: false });
    const context = { campaignSeed: 7, stage: 'answer', round: 1, itemId: 'row', options, facts: {}, draw: () => 0.5 };
    expect((await answer({ seed: blind, current: blind }, services, context)).kind).toBe('kept');
    expect(typeof calls[0]?.messages[0]?.content).toBe('string');
  });
});

describe('a seed record', () => {
  const options = dynvqaOptions.parse({ task: 'answer', goldVersion: '202412' });
  const published = {
    image_url: 'https://images.example/mm/a%20b/image_1.jpeg',
    question: ' Who? ',
    question_id: 'zh9',
    answer: [['甲'], 3],
    gloden_query: null,
  };

  it('of a published file gets its version from the options, and its picture by the path of the address', () => {
    expect(recipe.readSeed(published, options)).toMatchObject({
      ok: true,
      image: 'mm/a b/image_1.jpeg',
      fields: {
        question_id: 'zh9',
        language: 'zh',
        question: 'Who?',
        answers: ['甲', '3'],
        gold_version: '202412',
        state: 'active',
      },
    });
    expect(recipe.readSeed(published, dynvqaOptions.parse({ task: 'answer' }))).toMatchObject({
      ok: false,
      reason: 'no_gold_version',
    });
  });

  it('of a release needs a picture unless the model sees none', () => {
    const record = { question_id: 'q', language: 'en', question: 'Who?', answers: ['A'], gold_version: '202603' };
    expect(recipe.readSeed(record, options)).toMatchObject({ ok: false, reason: 'bad_record' });
    expect(recipe.readSeed(record, dynvqaOptions.parse({ task: 'answer', pictures: false }))).toMatchObject({
      ok: true,
    });
    expect(recipe.readSeed({ question: 1 }, options)).toMatchObject({ ok: false, reason: 'bad_record' });
  });

  it('of the part benchmark keeps what must not be trained on', () => {
    const record = { ...published, gloden_query: 'Who is 甲?', image_sha256: 'f'.repeat(64) };
    expect(recipe.readSeed(record, options, 'benchmark')).toMatchObject({
      ok: true,
      fields: { query: 'Who is 甲?', image_sha256: 'f'.repeat(64) },
    });
    const taken = recipe.readSeed(record, options, 'benchmark');
    expect(taken).not.toHaveProperty('image');
    expect(recipe.readSeed({ ...record, image: 'a.jpg' }, options, 'benchmark')).toMatchObject({ image: 'a.jpg' });
  });
});
