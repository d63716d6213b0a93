import { describe, expect, it } from '@jest/globals';
import { difficulty } from '../../../recipes/dynvqa/construct/difficulty.ts';
import { rewrite } from '../../../recipes/dynvqa/construct/rewrite.ts';
import { play, says, type Play } from './gate-player.ts';

describe('A7 and A8', () => {
  it('put a pointer in place of the name, by code or by a model, and take no question that names it', async () => {
    expect(
      (await play(rewrite, { options: { writer: 'code' }, answer: () => says({ answer: 'unknown' }) })).draft,
    ).toMatchObject({ question: 'Who keeps this lighthouse?', written_by: 'code' });
    const byModel = (text: string): Play => ({
      answer: ({ name }) => says(name === 'rewrite' ? { question: text } : { answer: 'unknown' }),
    });
    expect((await play(rewrite, byModel('Who keeps this building?'))).draft).toMatchObject({
      question: 'Who keeps this building?',
      written_by: 'model',
    });
    expect((await play(rewrite, byModel('Who keeps the Marlow Light?'))).outcome).toMatchObject({
      reason: 'A7:names_anchor',
    });
  });

  it('refuse what is answered without the picture, and what three of four answers without a search get right', async () => {
    const right = says({ answer: 'Ada Finch' });
    expect((await play(rewrite, { options: { writer: 'code' }, answer: () => right })).outcome).toMatchObject({
      reason: 'A7:text_suffices',
    });
    const hits = (right_: number): Play => ({
      draft: { question: 'Who keeps this?' },
      answer: ({ sample }) => (sample < right_ ? right : says({ answer: 'no idea' })),
    });
    expect((await play(difficulty, hits(3))).outcome).toMatchObject({ reason: 'A8:too_easy' });
    expect((await play(difficulty, hits(2))).draft?.verify.closed_book_acc).toBe(0.5);
  });

  it('look at the question that people wrote as at any other', async () => {
    const written = (question: string): Play => ({ draft: { question }, answer: () => says({ answer: 'unknown' }) });
    expect((await play(rewrite, written('Who keeps this place?'))).draft?.gates.A7).toBe('given');
    expect((await play(rewrite, written('Who keeps the Marlow lighthouse?'))).outcome).toMatchObject({
      reason: 'A7:names_anchor',
    });
  });

  it('show the picture to the one who answers without a search, and not to the one who answers blind', async () => {
    const pictured = async (gate: typeof rewrite) => {
      const { calls } = await play(gate, {
        draft: { question: 'Who keeps this?' },
        answer: () => says({ answer: '?' }),
      });
      return calls.map(({ messages }) => JSON.stringify(messages).includes('"image"'));
    };
    expect(await pictured(rewrite)).toEqual([false]);
    expect(await pictured(difficulty)).toEqual([true, true, true, true]);
  });
});
