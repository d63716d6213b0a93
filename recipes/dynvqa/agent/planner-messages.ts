import type { Language } from '../../language.ts';
import type { ImagePart, Message, TextPart } from '../../services.ts';
import { dataLine } from './data-block.ts';
import { forceAnswer, notices, plannerInstruction, type PlanForm } from './prompts.ts';
import type { StepRecord } from './step-record.ts';

export interface EpisodeQuestion {
  readonly question: string;
  readonly language: Language;
  /** sha256 of the picture asked about. */
  readonly image: string;
  readonly form: PlanForm;
}

const text = (value: string): TextPart => ({ type: 'text', text: value });
const picture = (sha256: string): ImagePart => ({ type: 'image', sha256 });

function resultParts({ result, hits, finding, subQuestion }: StepRecord): readonly (TextPart | ImagePart)[] {
  if (result !== 'found') return [text(result in notices ? notices[result as keyof typeof notices] : '')];
  const pictures = hits.flatMap((hit) =>
    hit.image === undefined ? [] : [picture(hit.image), text(`Description: ${dataLine(hit)}`)],
  );
  const lines = hits.filter(({ image }) => image === undefined).map(dataLine);
  const read = finding
    ? [`Answer to "${subQuestion}" read from the search (${finding.by}): ${JSON.stringify(finding.answer)}`]
    : lines.length > 0
      ? ['Found by the search:', ...lines]
      : [];
  return [
    ...(pictures.length > 0 ? [text('Pictures found:'), ...pictures] : []),
    ...(read.length > 0 ? [text(read.join('\n'))] : []),
  ];
}

/**
 * The dialogue so far, as the planner is to see it: a pure function of the question and the steps, so a training example can
 * be made of a stored transcript.
 *
 * @param last whether the final answer is demanded now
 */
export function plannerMessages(
  asked: EpisodeQuestion,
  steps: readonly StepRecord[],
  last = false,
): readonly Message[] {
  const messages: Message[] = [
    {
      role: 'user',
      content: [picture(asked.image), text(plannerInstruction(asked.question, asked.language, asked.form))],
    },
  ];
  for (const step of steps) {
    if (step.reply !== null) messages.push({ role: 'assistant', content: step.reply });
    if (step.result !== 'answered' && step.result !== 'forced')
      messages.push({ role: 'user', content: resultParts(step) });
  }
  if (last) messages.push({ role: 'user', content: forceAnswer(asked.form) });
  return messages;
}
