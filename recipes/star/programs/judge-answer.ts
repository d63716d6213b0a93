import type { Services } from '../../services.ts';
import type { StarProblem } from '../dataset.ts';
import type { StarOptions } from '../options.ts';
import { verdictSchema, verdictWanted, yesOrNo } from './yes-or-no.ts';

/** Whether a model is asked about an answer that the comparator finds wrong: of open questions only, where the options say so. */
export const isJudged = ({ dataset, choices }: StarProblem, { judge }: Pick<StarOptions, 'judge'>): boolean =>
  judge === 'open' && dataset === 'multimodal' && !choices;

export interface Judged {
  /** Of the attempt that is judged. */
  readonly name: string;
  readonly sample: number;
  readonly answer: string;
}

/**
 * Whether a short answer means the same as the gold one, by role `judge` (spec section 10). It sees neither picture nor rationale, and
 * is never the trained model. Throws ItemFailure where it says neither yes nor no.
 */
export async function judgeAnswer(
  { question, answer: gold, accepted = [] }: StarProblem,
  { name, sample, answer }: Judged,
  services: Pick<Services, 'infer'>,
): Promise<boolean> {
  const right = [gold.trim(), ...accepted].map((one) => JSON.stringify(one)).join(' or ');
  const { value } = await services.infer({
    name: `${name}_judge`,
    model: 'judge',
    sample,
    temperature: 0,
    messages: [
      {
        role: 'system',
        content: `You compare two short answers to one question: do they mean the same? ${verdictWanted}`,
      },
      { role: 'user', content: `Question: ${question}\nRight: ${right}\nGiven: ${JSON.stringify(answer)}\nThe same?` },
    ],
    schema: verdictSchema,
    parse: yesOrNo,
  });
  return value;
}
