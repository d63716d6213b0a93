import type { VNode } from 'preact';
import { answeredQuestion } from '../../../recipes/dynvqa/answer/answered-question.ts';
import { scoredQuestion } from '../../../recipes/dynvqa/answer/scored-question.ts';
import { tallyEvaluation } from '../../../recipes/dynvqa/metric/evaluation.ts';
import type { AnswerOptions } from '../../../recipes/dynvqa/options.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { costTally, isSearch, type QuestionCost } from '../../evaluation/dynvqa/question-cost.ts';
import { money } from '../../status/text/figures.ts';
import { count, mean, plural, short } from '../frame/numbers.ts';
import type { HeadlineFigure, ReportSection } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { CostTable } from './cost-table.tsx';
import { ScoreTable } from './score-table.tsx';
import { transcript } from './transcript.tsx';

/** What one question has cost, as a tile. */
function costOf({ promptTokens, completionTokens, cost }: QuestionCost): HeadlineFigure {
  const whole = (tokens: number): string => short(Math.round(tokens));
  const note = `${whole(promptTokens)} tokens in, ${whole(completionTokens)} out`;
  return cost > 0
    ? { label: 'cost of a question', value: money(cost), note }
    : { label: 'tokens of a question', value: whole(promptTokens + completionTokens), note };
}

/** Questions of one kind, for a sample spread over kinds: their id without its number. */
const kindOf = (row: Row): string => String(row['question_id']).replace(/\d.*$/u, '');

/** Of an evaluation: the ten columns, what a question cost, transcripts. */
export function evaluationSection(options: AnswerOptions, seed: number, cards: number): ReportSection {
  const tally = tallyEvaluation(seed);
  const sample = spreadSample<Row>(cards);
  let dialogues = 0;
  const spent = costTally();
  let searches = 0;
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
    paid(stage, entry) {
      if (stage === 'answer') spent.add(entry);
      if (isSearch(entry)) searches += 1;
    },
    searches: () => searches,
    figures() {
      const evaluation = tally.finish();
      const { questions } = evaluation;
      const perQuestion = questions > 0 ? spent.mean(questions) : null;
      return JSON.parse(
        JSON.stringify({ task: 'answer', method: options.method, ...evaluation, perQuestion, dialogues }),
      ) as null;
    },
    headline() {
      const { official, scored, questions } = tally.finish();
      const note = `${options.method}, ${count(scored)} of ${plural(questions, 'question')}`;
      const recall = { label: 'official recall', value: mean(official.all.score), note };
      return questions > 0 ? [recall, costOf(spent.mean(questions))] : [recall];
    },
    warning: () => (tally.finish().scored === 0 ? 'No question was scored. The reasons stand below.' : undefined),
    renderFigures() {
      const evaluation = tally.finish();
      return (
        <>
          <ScoreTable evaluation={evaluation} by={readByCode ? 'extractor' : 'model'} />
          {evaluation.questions > 0 ? <CostTable cost={spent.mean(evaluation.questions)} /> : null}
        </>
      );
    },
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
