import { z } from 'zod';
import type { Row } from '../../item-program.ts';
import type { WholeStage } from '../../whole-stage.ts';
import { scoreAnswer } from '../metric/score-answer.ts';
import type { AnswerOptions } from '../options.ts';
import { answeredQuestion, type AnsweredQuestion } from './answered-question.ts';
import { askedQuestion, questionFields, type AskedQuestion } from './asked-question.ts';
import { factsOf, type Counted } from './score-facts.ts';
import { scoredQuestion, type ScoredQuestion, type UnscoredReason } from './scored-question.ts';
import { rowsOf } from '../sealed-input.ts';

/** A fast-moving answer can only be found in sources that are as new as its gold (section 7.1 of the specification). */
const isStale = ({ labels, as_of, corpus_date }: AnsweredQuestion): boolean =>
  labels.updateFrequency === 'fast' && as_of !== null && corpus_date !== null && corpus_date < as_of;

function scored(
  question: AskedQuestion,
  found: AnsweredQuestion | undefined,
  { method, judge }: Pick<AnswerOptions, 'method' | 'judge'>,
): ScoredQuestion {
  const { question_id, language, answers, labels, gold_version, as_of } = questionFields(question);
  const base = { question_id, language, question: question.question, answers, labels, gold_version, as_of };
  const none = {
    prediction: '',
    answered_by: 'model',
    corpus_date: null,
    extracted: null,
    judged: null,
    searches: 0,
  } as const;
  const unscored = (why: UnscoredReason): ScoredQuestion => ({
    ...base,
    ...none,
    outcome: 'unscored',
    why,
    score: null,
  });
  if (question.state !== 'active') return unscored(question.state);
  if (method === 'golden' && question.golden_query === null) return unscored('no_golden_query');
  if (!found) {
    const score = scoreAnswer('', question.answers, language);
    return { ...base, ...none, outcome: 'failed', why: null, score, judged: judge ? false : null };
  }
  const { prediction, answered_by, corpus_date, extracted, steps, judged } = found;
  const stale = isStale(found);
  return {
    ...base,
    prediction,
    answered_by,
    corpus_date,
    outcome: stale ? 'unscored' : 'answered',
    why: stale ? 'stale_corpus' : null,
    score: stale ? null : scoreAnswer(prediction, question.answers, language),
    extracted:
      extracted === null || answered_by === 'extractor' || stale
        ? null
        : { prediction: extracted.answer, score: scoreAnswer(extracted.answer, question.answers, language) },
    judged: stale ? null : judged,
    searches: steps.filter(({ calls }) => calls.retrieve !== undefined).length,
  };
}

/**
 * Scores every question of the gold, in its order, by both scorers; the version of the gold and the date of the sources stand with
 * each score. A question whose answering failed scores 0. Answers come in the order of their questions, so both are read once, side by side.
 */
export const score: WholeStage = async function* (inputs, _, { options, campaignSeed }) {
  const answers = rowsOf(inputs, 'answers')[Symbol.asyncIterator]();
  let next: Row | undefined = (await answers.next()).value as Row | undefined;
  const counted: Counted[] = [];
  const versions = new Set<string>();
  let total = 0;
  for await (const row of rowsOf(inputs, 'questions')) {
    const isHere = next?.origin === row.origin;
    const found = isHere ? answeredQuestion.parse(next) : undefined;
    if (isHere) next = (await answers.next()).value as Row | undefined;
    const made = scored(askedQuestion.parse(row), found, options as AnswerOptions);
    total += 1;
    versions.add(made.gold_version);
    if (made.score)
      counted.push({
        official: made.score.official,
        fairF1: made.score.fair?.f1 ?? 0,
        exact: made.score.fair?.exact ?? false,
        question: { language: made.language, labels: made.labels },
      });
    const fields = z.record(z.string(), z.json()).parse(scoredQuestion.parse(made));
    yield { kind: 'row', fields, parents: [row] };
  }
  if (next) throw new Error('an answer belongs to no question, or stands out of order');
  yield { kind: 'facts', facts: factsOf(counted, versions, total, campaignSeed) };
};
