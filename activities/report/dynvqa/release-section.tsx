import type { VNode } from 'preact';
import type { BuildOptions, RefreshOptions } from '../../../recipes/dynvqa/options.ts';
import { refreshedGold, type RefreshedGold } from '../../../recipes/dynvqa/refresh/refresh.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { count } from '../frame/numbers.ts';
import { isSearch } from '../../evaluation/dynvqa/question-cost.ts';
import type { ReportSection } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { ChangedAnswers } from './changed-answers.tsx';
import { releasedCard, releasedQuestion } from './released-question.tsx';

/** Changed answers shown at most. */
const changesShown = 200;

const hasMoved = ({ refresh }: RefreshedGold): boolean => ['changed', 'pending', 'retired'].includes(refresh.verdict);

/** A changed answer as a figure. */
const changeFigure = ({ question_id, refresh, answers, as_of }: RefreshedGold) => ({
  question_id,
  verdict: refresh.verdict,
  before: [...refresh.before.answers],
  beforeAsOf: refresh.before.as_of,
  now: [...answers],
  nowAsOf: as_of,
});

/** Of a construction or a refresh: the questions of the release, and of a refresh what changed. */
export function releaseSection(options: BuildOptions | RefreshOptions, cards: number): ReportSection {
  const { task, version, asOf } = options;
  const isRefresh = task === 'refresh';
  const sample = spreadSample<Row>(cards);
  const states = { active: 0, pending: 0, retired: 0 };
  const changed: RefreshedGold[] = [];
  let changes = 0;
  let searches = 0;
  const total = (): number => states.active + states.pending + states.retired;

  function take(row: Row): void {
    const { state } = releasedQuestion.parse(row);
    states[state] += 1;
    sample.offer(state, row.id, row);
    const refreshed = isRefresh ? refreshedGold.parse(row) : undefined;
    if (!refreshed || !hasMoved(refreshed)) return;
    changes += 1;
    if (changed.length < changesShown) changed.push(refreshed);
  }

  return {
    add({ stages }) {
      for (const { stage, rows } of stages) if (stage === 'release') rows.forEach(take);
    },
    paid(_, entry) {
      if (isSearch(entry)) searches += 1;
    },
    searches: () => searches,
    figures: () => ({
      task,
      version,
      asOf,
      states,
      ...(isRefresh ? { changes, changed: changed.map(changeFigure) } : {}),
    }),
    headline: () => [
      {
        label: `questions in release ${version}`,
        value: count(total()),
        note: `${count(states.active)} active, ${count(states.pending)} pending, ${count(states.retired)} retired`,
      },
      ...(isRefresh ? [{ label: 'answers changed or pending', value: count(changes) }] : []),
    ],
    warning: () => (total() === 0 ? 'The release is empty. The reasons stand below.' : undefined),
    renderFigures: () => (isRefresh ? <ChangedAnswers changed={changed} total={changes} /> : null),
    async renderSamples(thumbnail) {
      const drawn: VNode[] = [];
      for (const row of sample.chosen()) drawn.push(await releasedCard(releasedQuestion.parse(row), thumbnail));
      return (
        <section>
          <h2>Questions</h2>
          <p class="lead">{`${count(drawn.length)} of ${count(total())} shown.`}</p>
          <div class="cards">{drawn}</div>
        </section>
      );
    },
  };
}
