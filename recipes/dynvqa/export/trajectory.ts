import type { Language } from '../../language.ts';
import type { Message } from '../../services.ts';
import { plannerMessages } from '../agent/planner-messages.ts';
import type { PlanForm } from '../agent/prompts.ts';
import type { StepRecord } from '../agent/step-record.ts';
import { fairScore } from '../metric/fair-score.ts';

/** One turn of a training dialogue; only turns with `loss` are learned. */
export interface TrainingTurn extends Message {
  readonly loss: boolean;
}

export interface AnsweredEpisode {
  readonly question_id: string;
  readonly question: string;
  readonly golden_query: string | null;
  readonly language: Language;
  readonly answers: readonly string[];
  readonly image: { readonly sha256: string; readonly phash?: string | undefined };
  readonly form: PlanForm;
  readonly prediction: string;
  readonly steps: readonly StepRecord[];
}

/** What must not be trained on: pictures and queries of the benchmark. */
export interface Benchmark {
  readonly images: ReadonlySet<string>;
  readonly queries: readonly string[];
}

export type Trajectory =
  | { readonly kind: 'kept'; readonly question_id: string; readonly messages: readonly TrainingTurn[] }
  | { readonly kind: 'dropped'; readonly reason: 'wrong' | 'too_long' | 'uncited' | 'benchmark' };

/** Selection rules of section 6.4 of the specification. */
export const trajectoryLimits = { fairF1: 0.8, steps: 5, sameQuery: 0.95 } as const;

const searched = ({ result }: StepRecord): boolean => result === 'found';

/** Whether a later step or the answer uses what a step found. */
function isUsed(step: StepRecord, later: readonly StepRecord[], prediction: string): boolean {
  const uses = [
    ...later.map(({ thought, query = '', subQuestion }) => `${thought} ${query} ${subQuestion}`),
    prediction,
  ]
    .join(' ')
    .toLowerCase();
  const evidence = [
    step.finding?.answer,
    ...step.hits.map(({ title }) => title),
    ...step.hits.map(({ docId }) => docId),
  ];
  return evidence.some((part) => part !== undefined && part.length > 1 && uses.includes(part.toLowerCase()));
}

const inBenchmark = (episode: AnsweredEpisode, { images, queries }: Benchmark): boolean => {
  const { image, golden_query, question, language } = episode;
  if (images.has(image.sha256) || (image.phash !== undefined && images.has(image.phash))) return true;
  return queries.some(
    (query) => (fairScore(golden_query ?? question, [query], language)?.f1 ?? 0) >= trajectoryLimits.sameQuery,
  );
};

/**
 * A successful episode as a training dialogue of the planner. Steps that searched nothing are taken out; a search that nothing
 * later rests on disqualifies the episode. What the searches brought and the instruction are in the dialogue but carry no loss.
 */
export function toTrajectory(episode: AnsweredEpisode, benchmark: Benchmark): Trajectory {
  const { question_id, prediction, answers, language, steps } = episode;
  if (inBenchmark(episode, benchmark)) return { kind: 'dropped', reason: 'benchmark' };
  if ((fairScore(prediction, answers, language)?.f1 ?? 0) < trajectoryLimits.fairF1)
    return { kind: 'dropped', reason: 'wrong' };
  const last = steps.at(-1);
  const useful = steps.filter(searched);
  if (last?.reply == null || last.action !== 'answer' || useful.length > trajectoryLimits.steps)
    return { kind: 'dropped', reason: 'too_long' };
  if (!useful.every((step, at) => isUsed(step, [...useful.slice(at + 1), last], prediction)))
    return { kind: 'dropped', reason: 'uncited' };
  const asked = { question: episode.question, language, image: episode.image.sha256, form: episode.form };
  const messages = plannerMessages(asked, [...useful, last]).map((message) => ({
    ...message,
    loss: message.role === 'assistant',
  }));
  return { kind: 'kept', question_id, messages };
}
