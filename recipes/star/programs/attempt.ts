import type { ItemContext } from '../../item-program.ts';
import type { Message, Services } from '../../services.ts';
import { isCorrect } from '../compare-answers.ts';
import type { StarProblem } from '../dataset.ts';
import { extractAnswer } from '../extract-answer.ts';
import type { StarOptions } from '../options.ts';
import { isJudged, judgeAnswer } from './judge-answer.ts';

/** One answer of the model, compared with the gold one. */
export interface Attempted {
  readonly output: string;
  /** In the form of its dataset; null where the output holds none. */
  readonly answer: string | null;
  readonly correct: boolean;
  /** Whether it is right by a judge's word only. */
  readonly judged: boolean;
}

export interface Ask {
  readonly name: string;
  readonly sample?: number;
  readonly messages: readonly Message[];
  readonly temperature: number;
}

/**
 * Asks the model of the iteration once. An output that was cut short is an attempt like any other: a model that rambles gave no
 * answer. Throws ItemFailure where nothing came back; that is neither wrong nor right.
 */
export async function attempt(
  problem: StarProblem,
  { name, sample = 0, messages, temperature }: Ask,
  services: Pick<Services, 'infer'>,
  context: Pick<ItemContext, 'facts' | 'options'>,
): Promise<Attempted> {
  const served = modelOf(context);
  const { value: output } = await services.infer({
    name,
    model: 'generator',
    ...(served === undefined ? {} : { served }),
    sample,
    messages,
    temperature,
    cutShort: 'take',
    parse: (text) => ({ ok: true, value: text }),
  });
  const options = context.options as StarOptions;
  const { strict, notation } = options;
  const answer = extractAnswer(problem.dataset, output, {
    strict,
    notation,
    ...(problem.choices ? { labels: problem.choices.map(({ label }) => label) } : {}),
  });
  if (isCorrect(problem, answer)) return { output, answer, correct: true, judged: false };
  const asked = answer !== null && isJudged(problem, options);
  const judged = asked && (await judgeAnswer(problem, { name, sample, answer }, services));
  return { output, answer, correct: judged, judged };
}

/** Name of the trained model that is asked; undefined for the base. */
export function modelOf({ facts }: Pick<ItemContext, 'facts'>): string | undefined {
  const name = facts['model']?.['model'];
  return typeof name === 'string' ? name : undefined;
}

/** Why an attempt that is not right is none. */
export const wrongness = ({ answer }: Attempted): 'wrong' | 'no_answer' => (answer === null ? 'no_answer' : 'wrong');

/** What is kept of a wrong attempt: the side table of verifiers. */
export const wrongDetail = ({ answer, output }: Attempted) => ({ answer, output });
