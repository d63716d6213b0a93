import type { VNode } from 'preact';
import type { RefreshedGold } from '../../../recipes/dynvqa/refresh/refresh.ts';
import { count } from '../frame/numbers.ts';

/** Questions whose gold moved or was lost, old and new side by side with their days. */
export function ChangedAnswers({
  changed,
  total,
}: {
  readonly changed: readonly RefreshedGold[];
  readonly total: number;
}): VNode {
  return (
    <section>
      <h2>Changed answers</h2>
      <p class="lead">
        {total === 0
          ? 'No answer changed.'
          : `${count(changed.length)} of ${count(total)} questions whose answer changed or is pending. The former release is as it was.`}
      </p>
      {changed.length === 0 ? null : (
        <div class="scroll">
          <table class="changes">
            <thead>
              <tr>
                <th scope="col">Question</th>
                <th scope="col">Before</th>
                <th scope="col">Now</th>
                <th scope="col">Sources</th>
              </tr>
            </thead>
            <tbody>
              {changed.map(({ question_id, question, answers, as_of, gold_version, state, refresh }) => (
                <tr>
                  <th scope="row">
                    {question} <small>{question_id}</small>
                  </th>
                  <td>
                    {refresh.before.answers.join(' / ') || '–'}
                    <br />
                    <small>{`${refresh.before.gold_version}, as of ${refresh.before.as_of ?? 'an unknown day'}`}</small>
                  </td>
                  <td>
                    {answers.join(' / ') || state}
                    <br />
                    <small>{`${gold_version}, ${refresh.verdict}${refresh.verdict === 'changed' ? `, as of ${as_of ?? ''}` : ''}`}</small>
                  </td>
                  <td>
                    {refresh.readings.map(({ answer, source, publishedAt }) => (
                      <div>
                        {`${answer} `}
                        <small>{`${source}${publishedAt === undefined ? '' : `, ${publishedAt}`}, read by ${refresh.reader}`}</small>
                      </div>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
