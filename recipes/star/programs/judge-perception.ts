import type { Services } from '../../services.ts';
import { userMessage } from '../../user-message.ts';
import { seenIn } from '../perception.ts';
import { verdictSchema, verdictWanted, yesOrNo } from './yes-or-no.ts';

/**
 * Whether what a rationale says is seen is in the picture, by role `judge`, which is shown both and not the question. False where it
 * says nothing of it. Throws ItemFailure where the judge says neither yes nor no.
 */
export async function judgePerception(
  rationale: string,
  image: string,
  sample: number,
  services: Pick<Services, 'infer'>,
): Promise<boolean> {
  const seen = seenIn(rationale);
  if (seen === undefined) return false;
  const { value } = await services.infer({
    name: 'perception',
    model: 'judge',
    sample,
    temperature: 0,
    messages: [userMessage(`Somebody says of this picture: ${seen}\nIs all of that true? ${verdictWanted}`, image)],
    schema: verdictSchema,
    parse: yesOrNo,
  });
  return value;
}
