import type { VNode } from 'preact';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import type { AnswerOptions } from '../../../recipes/dynvqa/options.ts';
import type { Row } from '../../../recipes/item-program.ts';
import type { Usage } from '../../artifacts/shard-commit.ts';
import { money } from '../../status/text/figures.ts';
import { count, mean, plural, short } from '../frame/numbers.ts';
import type { HeadlineFigure, ReportSection } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { ScoreTable } from './score-table.tsx';
import { transcript } from './transcript.tsx';

/** What one question has cost, as a tile. */
function costOf({ promptTokens, completionTokens, cost }: Usage, questions: number): HeadlineFigure {
  const each = (total: number): string => short(Math.round(total / questions));
  const note = `${each(promptTokens)} tokens in, ${each(completionTokens)} out`;
  return cost > 0
    ? { label: 'cost of a question', value: money(cost / questions), note }
    : { label: 'tokens of a question', value: each(promptTokens + completionTokens), note };
}

/** Questions of one kind, for a sample spread over kinds: their id without its number. */
const kindOf = (row: Row): string => String(row['question_id']).replace(/\d.*$/u, '');

/** Of an evaluation: the ten columns, what a question cost, transcripts. */
export function evaluationSection(options: AnswerOptions, seed: number, cards: number): ReportSection {
  const tally = tallyEvaluation(seed);
  const sample = spreadSample<Row>(cards);
  let dialogues = 0;
  let spent: Usage | undefined;
  const readByCode = options.solver === 'extractor' && !['omnisearch', 'closed_book'].includes(options.method);
  return {
    add({ stages }) {
      for (const { stage, rows } of stages)
        for (const row of rows) {
          if (stage === 'score') tally.add(scoredQuestion.parse(row));
          if (stage === 'answer') sample.offer(kindOf(row), row.id, row);
          if (stage === 'trajectories') dialogues += 1;
        }
    },
    spent(usage) {
      spent = usage;
    },
    figures() {
      const evaluation = tally.finish();
      const { questions } = evaluation;
      const perQuestion =
        spent && questions > 0
          ? {
              promptTokens: spent.promptTokens / questions,
              completionTokens: spent.completionTokens / questions,
              cost: spent.cost / questions,
            }
          : null;
      return JSON.parse(
        JSON.stringify({ task: 'answer', method: options.method, ...evaluation, perQuestion, dialogues }),
      ) as null;
    },
    headline() {
      const { official, scored, questions } = tally.finish();
      const note = `${options.method}, ${count(scored)} of ${plural(questions, 'question')}`;
      const recall = { label: 'official recall', value: mean(official.all.score), note };
      return spent && questions > 0 ? [recall, costOf(spent, questions)] : [recall];
    },
    warning: () => (tally.finish().scored === 0 ? 'No question was scored. The reasons stand below.' : undefined),
    renderFigures: () => <ScoreTable evaluation={tally.finish()} by={readByCode ? 'extractor' : 'model'} />,
    async renderSamples(thumbnail) {
      const drawn: VNode[] = [];
      for (const row of sample.chosen()) drawn.push(await transcript(answeredQuestion.parse(row), row.id, thumbnail));
      const selected = dialogues > 0 ? ` ${plural(dialogues, 'episode')} selected as training dialogues.` : '';
      return (
        <section>
          <h2>Transcripts</h2>
          <p class="lead">{`${count(drawn.length)} shown.${selected}`}</p>
          <div class="cards">{drawn}</div>
        </section>
      );
    },
  };
}
