import { describe, expect, it } from '@jest/globals';
import { aliases } from '../../../recipes/dynvqa/construct/aliases.ts';
import { translate } from '../../../recipes/dynvqa/construct/translate.ts';
import { play, says, type Play } from './gate-player.ts';

describe('A11 and A12', () => {
  const there = ['谁看守这座灯塔？', '谁看守马洛灯塔？', '艾达·芬奇', '马洛灯塔', '灯塔'];
  const draft = { question: 'Who keeps this lighthouse?' };
  const translating = (texts: readonly string[], same = true): Play => ({
    draft,
    options: { translate: true },
    answer: ({ name }) =>
      says(
        name === 'translate'
          ? { texts }
          : name === 'translate/back'
            ? { texts: ['Who keeps it?', 'Ada Finch'] }
            : { same },
      ),
  });

  it('make the question in the other language too, with answers of both', async () => {
    const { rows } = await play(translate, translating(there));
    expect(rows.map(({ language, question_id }) => [language, question_id])).toEqual([
      ['en', 'f1'],
      ['zh', 'f1-zh'],
    ]);
    expect(rows[1]?.answers).toEqual(['艾达·芬奇', 'Ada Finch']);
  });

  it('let a translation fall alone that names the anchor or is not equal', async () => {
    const named = await play(translate, translating(['谁看守马洛灯塔？', ...there.slice(1)]));
    expect(named.outcome).toMatchObject({
      kind: 'kept',
      rejects: [{ unit: 'translation', kind: 'dropped', reason: 'A11:names_anchor' }],
    });
    expect(named.rows).toHaveLength(1);
    expect((await play(translate, translating(there, false))).outcome).toMatchObject({
      rejects: [{ reason: 'A11:not_equal' }],
    });
  });

  it('judge each proposed alias on its own, and add number forms by code', async () => {
    const { draft: made } = await play(aliases, {
      draft: { answers: ['ten'] },
      answer: ({ name }) => says(name === 'aliases' ? { aliases: ['X', '十', 'ten'] } : { same: name === 'alias/1' }),
    });
    expect(made?.answers).toEqual(['ten', '10', '十']);
  });

  it('let a translation fall that loses the anchor, or cannot be read', async () => {
    const lost = [there[0]!, '谁看守那座灯塔？', ...there.slice(2)];
    for (const [texts, reason] of [
      [lost, 'A11:entity_lost'],
      [there.slice(1), 'A11:no_translation'],
    ] as const)
      expect((await play(translate, translating(texts))).outcome).toMatchObject({
        kind: 'kept',
        rejects: [{ reason }],
      });
  });
});
