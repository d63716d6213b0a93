import type { VNode } from 'preact';
import type { RoundStatistics } from '../../../recipes/mmevol/index.ts';
import { count, mean } from '../frame/numbers.ts';

/** What the questions are like, the seed first: scores, steps, skills, objects. */
export function Means({
  rounds,
  at,
}: {
  readonly rounds: readonly number[];
  readonly at: (round: number, operator: string) => RoundStatistics | undefined;
}): VNode {
  const anyScore = rounds.some((round) => at(round, 'all')?.meanScore != null);
  return (
    <div class="figures">
      <h3>What the questions are like</h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col" />
              {[
                'Questions',
                ...(anyScore ? ['Mean score', 'Score of kept'] : []),
                'Mean steps',
                'Mean skills',
                'Distinct skills',
                'Distinct objects',
              ].map((name) => (
                <th scope="col" class="n">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[0, ...rounds].map((round) => {
              const found = at(round, 'all');
              const kept = Object.entries(found?.distributions.scores ?? {});
              const scored = kept.reduce((sum, [, times]) => sum + times, 0);
              const keptScore =
                scored === 0 ? null : kept.reduce((sum, [score, times]) => sum + Number(score) * times, 0) / scored;
              return (
                <tr>
                  <th scope="row">{round === 0 ? 'Seed' : `Round ${round}`}</th>
                  <td class="n">{count(found?.items['kept'] ?? 0)}</td>
                  {anyScore ? <td class="n">{mean(round === 0 ? null : (found?.meanScore ?? null))}</td> : null}
                  {anyScore ? <td class="n">{mean(keptScore)}</td> : null}
                  <td class="n">{mean(found?.meanSteps ?? null)}</td>
                  <td class="n">{mean(found?.meanSkills ?? null)}</td>
                  <td class="n">{count(found?.distinctSkills ?? 0)}</td>
                  <td class="n">{count(found?.distinctObjects ?? 0)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {anyScore ? (
        <p class="more">
          Scores are the judge’s, 0 to 10. In the mean score a question the judge turned down counts as 0, as in the
          paper.
        </p>
      ) : null}
    </div>
  );
}
