import { describe, expect, it } from '@jest/globals';
import { runEpisode } from '../../../recipes/dynvqa/agent/run-episode.ts';
import { toTrajectory, type AnsweredEpisode } from '../../../recipes/dynvqa/export/trajectory.ts';
import { asked, page, picture, plan, scripted, settings } from './scenario.ts';

async function episode(replies: readonly string[], answers: readonly string[] = ['Ann Lee']): Promise<AnsweredEpisode> {
  const { services } = scripted(
    ({ name }) => (name === 'finalize' ? replies.at(-1)! : (replies[Number(name.split('/')[1]) - 1] ?? '')),
    (query) =>
      'query' in query && query.query === 'empty'
        ? []
        : [page(`doc-${'query' in query ? query.query : ''}`, { title: 'FC Example' })],
  );
  const { steps, answer } = await runEpisode(asked, settings, services);
  return {
    ...asked,
    question_id: 'q1',
    answers,
    image: { sha256: picture },
    prediction: answer ?? '',
    steps,
  };
}

const useful = [
  plan({ action: 'search_text', query: 'club' }),
  plan({ action: 'answer', answer: 'Ann Lee', thought: 'FC Example is led by Ann Lee' }),
];

describe('toTrajectory', () => {
  it('keeps a successful dialogue, with loss on the planner turns alone', async () => {
    const made = toTrajectory(await episode(useful));
    if (made.kind !== 'kept') throw new Error(made.reason);
    expect(made.messages.map(({ role, loss }) => [role, loss])).toEqual([
      ['user', false],
      ['assistant', true],
      ['user', false],
      ['assistant', true],
    ]);
  });

  it('takes out steps that searched nothing', async () => {
    const made = toTrajectory(
      await episode([plan({ action: 'search_text', query: 'empty' }), ...useful.map((reply) => reply)]),
    );
    expect(made.kind === 'kept' && made.messages).toHaveLength(4);
  });

  it.each([
    ['wrong', useful, ['Bob Ray']],
    [
      'uncited',
      [plan({ action: 'search_text', query: 'club' }), plan({ action: 'answer', answer: 'Ann Lee' })],
      ['Ann Lee'],
    ],
  ] as const)('drops an episode that is %s', async (reason, replies, answers) => {
    expect(toTrajectory(await episode(replies, answers))).toEqual({ kind: 'dropped', reason });
  });
});
