import type { VNode } from 'preact';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import type { DynvqaOptions } from '../../../recipes/dynvqa/options.ts';
import { refreshedGold, type RefreshedGold } from '../../../recipes/dynvqa/refresh/refresh.ts';
import type { Row } from '../../../recipes/item-program.ts';
import type { Usage } from '../../artifacts/shard-commit.ts';
import { money } from '../../status/text/figures.ts';
import { count, mean, plural, short } from '../frame/numbers.ts';
import type { HeadlineFigure, RecipeReport } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { ChangedAnswers } from './changed-answers.tsx';
import { explain } from './reasons.ts';
import { releasedCard, releasedQuestion } from './released-question.tsx';
import { ScoreTable } from './score-table.tsx';
import { transcript } from './transcript.tsx';

/** Changed answers shown at most. */
const changesShown = 200;

const moved = ({ refresh }: RefreshedGold): boolean => ['changed', 'pending', 'retired'].includes(refresh.verdict);

/** A set of questions: built, refreshed, or answered and scored. */
export const dynvqaReport: RecipeReport = {
  parts: 'translations',
  explain,
  example({ detail }) {
    const text = detail?.['question'] ?? detail?.['message'] ?? detail?.['golden_query'];
    return typeof text === 'string' ? text : undefined;
  },
  open({ identity }, cards) {
    const options = identity.options as unknown as DynvqaOptions;
    const { task } = options;
    const evaluation = tallyEvaluation(identity.seed);
    const sample = spreadSample<Row>(cards);
    const states: Record<string, number> = { active: 0, pending: 0, retired: 0 };
    const changed: RefreshedGold[] = [];
    let changes = 0;
    let dialogues = 0;
    let spent: Usage | undefined;

    function addRow(stage: string, row: Row): void {
      if (stage === 'score') evaluation.add(scoredQuestion.parse(row));
      else if (stage === 'trajectories') dialogues += 1;
      else if (stage === 'answer') sample.offer(String(row['question_id']).replace(/\d.*$/u, ''), row.id, row);
      else if (stage === 'release') {
        const { state } = releasedQuestion.parse(row);
        states[state] = (states[state] ?? 0) + 1;
        sample.offer(state, row.id, row);
        if (task !== 'refresh') return;
        const refreshed = refreshedGold.parse(row);
        if (!moved(refreshed)) return;
        changes += 1;
        if (changed.length < changesShown) changed.push(refreshed);
      }
    }

    const costOf = (questions: number): HeadlineFigure[] => {
      if (!spent || questions === 0) return [];
      const { promptTokens, completionTokens, cost } = spent;
      const tokens = `${short(Math.round(promptTokens / questions))} tokens in, ${short(Math.round(completionTokens / questions))} out`;
      return [
        cost > 0
          ? { label: 'cost of a question', value: money(cost / questions), note: tokens }
          : {
              label: 'tokens of a question',
              value: short(Math.round((promptTokens + completionTokens) / questions)),
              note: tokens,
            },
      ];
    };
    const questionsReleased = (): number => Object.values(states).reduce((sum, n) => sum + n, 0);

    return {
      add({ stages }) {
        for (const { stage, rows } of stages) for (const row of rows) addRow(stage, row);
      },
      spent(usage) {
        spent = usage;
      },
      figures() {
        if (task !== 'answer')
          return {
            task,
            version: options.version,
            asOf: options.asOf,
            states,
            ...(task === 'refresh'
              ? {
                  changes,
                  changed: changed.map(({ question_id, refresh, answers, as_of }) => ({
                    question_id,
                    verdict: refresh.verdict,
                    before: [...refresh.before.answers],
                    beforeAsOf: refresh.before.as_of,
                    now: [...answers],
                    nowAsOf: as_of,
                  })),
                }
              : {}),
          };
        const made = evaluation.finish();
        const perQuestion =
          spent && made.questions > 0
            ? {
                promptTokens: spent.promptTokens / made.questions,
                completionTokens: spent.completionTokens / made.questions,
                cost: spent.cost / made.questions,
              }
            : null;
        return JSON.parse(JSON.stringify({ task, method: options.method, ...made, perQuestion, dialogues })) as null;
      },
      headline() {
        if (task !== 'answer') {
          const tiles: HeadlineFigure[] = [
            {
              label: `questions in release ${options.version}`,
              value: count(questionsReleased()),
              note: `${count(states['active'] ?? 0)} active, ${count(states['pending'] ?? 0)} pending, ${count(states['retired'] ?? 0)} retired`,
            },
          ];
          return task === 'build' ? tiles : [...tiles, { label: 'answers changed or pending', value: count(changes) }];
        }
        const { official, scored, questions } = evaluation.finish();
        return [
          {
            label: 'official recall',
            value: mean(official.all.score),
            note: `${options.method}, ${count(scored)} of ${plural(questions, 'question')}`,
          },
          ...costOf(questions),
        ];
      },
      warning() {
        if (task === 'answer')
          return evaluation.finish().scored === 0 ? 'No question was scored. The reasons stand below.' : undefined;
        return questionsReleased() === 0 ? 'The release is empty. The reasons stand below.' : undefined;
      },
      renderFigures() {
        if (task === 'refresh') return <ChangedAnswers changed={changed} total={changes} />;
        if (task === 'build') return null;
        const reader =
          options.solver === 'extractor' && options.method !== 'omnisearch' && options.method !== 'closed_book';
        return <ScoreTable evaluation={evaluation.finish()} by={reader ? 'extractor' : 'model'} />;
      },
      async renderSamples(thumbnail) {
        const drawn: VNode[] = [];
        for (const row of sample.chosen())
          drawn.push(
            task === 'answer'
              ? await transcript(answeredQuestion.parse(row), row.id, thumbnail)
              : await releasedCard(releasedQuestion.parse(row), thumbnail),
          );
        return (
          <section>
            <h2>{task === 'answer' ? 'Transcripts' : 'Questions'}</h2>
            <p class="lead">{`${count(drawn.length)} shown. ${dialogues > 0 ? `${plural(dialogues, 'episode')} selected as training dialogues.` : ''}`}</p>
            <div class="cards">{drawn}</div>
          </section>
        );
      },
    };
  },
};
