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
  readonly language: Language;
  readonly answers: readonly string[];
  readonly image: { readonly sha256: string };
  readonly form: PlanForm;
  readonly prediction: string;
  readonly steps: readonly StepRecord[];
}

export type Trajectory =
  | { readonly kind: 'kept'; readonly question_id: string; readonly messages: readonly TrainingTurn[] }
  | { readonly kind: 'dropped'; readonly reason: 'wrong' | 'too_long' | 'uncited' };

/** Selection rules of section 6.4 of the specification. */
export const trajectoryLimits = { fairF1: 0.8, steps: 5 } as const;

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

/**
 * A successful episode as a training dialogue of the planner. Steps that searched nothing are taken out; a search that nothing
 * later rests on disqualifies the episode. What the searches brought and the instruction are in the dialogue but carry no loss.
 */
export function toTrajectory(episode: AnsweredEpisode): Trajectory {
  const { question_id, prediction, answers, language, steps } = episode;
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
