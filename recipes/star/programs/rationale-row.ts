import type { ItemContext } from '../../item-program.ts';
import type { RowFields } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import { hashOf } from '../../sha256.ts';
import { isWorkingRight } from '../arithmetic/working.ts';
import { goldAnswer } from '../compare-answers.ts';
import type { StarProblem } from '../dataset.ts';
import { examplesFor } from '../few-shot/examples-for.ts';
import type { StarOptions } from '../options.ts';
import type { ProblemRow } from '../problem-row.ts';
import { promptFor, promptVersion } from '../prompt.ts';
import { rationaleOf } from '../rationale.ts';
import { attempt, modelOf, type Attempted } from './attempt.ts';
import { judgePerception } from './judge-perception.ts';

export interface Found {
  readonly row: ProblemRow;
  readonly problem: StarProblem;
  readonly attempted: Attempted;
  readonly source: 'generated' | 'rationalized';
  readonly sample: number;
  /** Whether worked examples stood in the prompt. */
  readonly fewShot: boolean;
  /** Wrong attempts at the same problem in the same iteration, where they are kept beside it. */
  readonly wrong?: readonly RowFields[];
}

/** The record of a right rationale (spec section 5). Its prompt is the one without hint, whichever was asked. */
export async function rationaleRow(
  { row, problem, attempted, source, sample, fewShot, wrong }: Found,
  services: Pick<Services, 'infer'>,
  context: ItemContext,
): Promise<RowFields> {
  const options = context.options as StarOptions;
  const { fewShotTrain, temperature } = options;
  const { image } = row;
  const completion = rationaleOf(problem, attempted.output);
  const blind = image && (await rightWithoutLooking(problem, fewShot, sample, services, context));
  const checked = image && (options.perception === 'tag' || options.perception === 'drop');
  const perceived = checked ? await judgePerception(completion, image.sha256, sample, services) : undefined;
  return {
    problem: row.source_id,
    dataset: problem.dataset,
    class: row.class,
    iteration: context.round,
    source,
    hint_used: source === 'rationalized',
    sample,
    prompt: JSON.parse(
      JSON.stringify(promptFor(problem, { fewShot: fewShotTrain, image: image?.sha256 })),
    ) as RowFields[],
    prompt_version: promptVersion,
    completion,
    answer: attempted.answer,
    gold: goldAnswer(problem),
    output: attempted.output,
    model: modelOf(context) ?? 'base',
    temperature,
    few_shot: fewShot ? hashOf(examplesFor(problem)).slice(0, 16) : null,
    ...(problem.dataset === 'arithmetic' ? { working_right: isWorkingRight(problem, completion) } : {}),
    ...(attempted.judged ? { judged: true } : {}),
    ...(wrong ? { wrong: [...wrong] } : {}),
    ...(image ? { image } : {}),
    ...(row.image_path === undefined ? {} : { image_path: row.image_path }),
    ...(perceived === undefined ? {} : { perception_right: perceived }),
    ...(blind === undefined ? {} : { visual_independent: blind }),
  };
}

/** Whether the question is answered right without the picture as well; undefined where that is not asked. */
async function rightWithoutLooking(
  problem: StarProblem,
  fewShot: boolean,
  sample: number,
  services: Pick<Services, 'infer'>,
  context: ItemContext,
): Promise<boolean | undefined> {
  const { blindCheck, temperature } = context.options as StarOptions;
  if (blindCheck === 'off') return undefined;
  const messages = promptFor(problem, { fewShot });
  const { correct } = await attempt(problem, { name: 'blind', sample, messages, temperature }, services, context);
  return correct;
}
