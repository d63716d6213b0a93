import { createHash } from 'node:crypto';
import { objectives } from '../../../../recipes/mmevol/prompts/objectives.ts';
import type { QaItem } from '../../../../recipes/mmevol/qa-item.ts';
import { operators, type Operator } from '../../../../recipes/mmevol/vocabulary.ts';
import { uniform } from '../../draws.ts';
import type { Answer, ScriptedRequest, ScriptedSettings } from '../../options.ts';
import { sectionOf, textOf } from '../prompt-section.ts';
import type { Draw } from './draw.ts';
import { evolvedItem } from './evolved-item.ts';
import { verdictOf } from './verdict.ts';

/** Shares of subjects that come out badly however often they are asked, and of those whose first answer only is malformed. */
const shares = { malformed: 0.05, slip: 0.06, miscounted: 0.04 } as const;

const refusal = "I'm sorry, but I can't help with that request.";
const torn = (text: string): string => text.slice(0, Math.floor(text.length * 0.7));

/**
 * Answers as a generator and a judge of MMEvol's full profile would: lists whose items mostly keep the operator's rules, and
 * verdicts. What goes wrong is drawn from the first message, image included, so a re-ask meets the same subject.
 */
export function mmevolAnswer({ seed, prefuse }: ScriptedSettings): Answer {
  return (request) => {
    const first = request.messages.find(({ role }) => role === 'user');
    if (!first) return 'There is no question.';
    const prompt = textOf(first);
    const subject = createHash('sha1').update(JSON.stringify(first.content)).digest('hex');
    const draw: Draw = (purpose) => uniform(`${seed}/${purpose}/${subject}`);
    const image = imageOf(first);
    if (image !== undefined && uniform(`${seed}/refuse/${image}`) < prefuse) return refusal;
    const list = sectionOf(prompt, 'List to rewrite');
    if (list !== undefined) return evolvedList(request, operatorOf(prompt), JSON.parse(list) as QaItem[], draw);
    const judged = sectionOf(prompt, 'Second list');
    if (judged !== undefined) return verdicts(JSON.parse(judged) as unknown[], draw);
    return `answer ${subject.slice(0, 16)}`;
  };
}

function evolvedList(request: ScriptedRequest, operator: Operator, parents: readonly QaItem[], draw: Draw): string {
  const text = JSON.stringify({ items: parents.map((parent, index) => evolvedItem(operator, parent, index, draw)) });
  const quality = draw('quality');
  const reask = request.messages.length > 1;
  return quality < shares.malformed || (quality < shares.malformed + shares.slip && !reask) ? torn(text) : text;
}

function verdicts(items: readonly unknown[], draw: Draw): string {
  const given = items.map((_, index) => verdictOf(index, draw));
  return JSON.stringify({ verdicts: draw('miscount') < shares.miscounted ? [...given, ...given] : given });
}

function operatorOf(prompt: string): Operator {
  const objective = sectionOf(prompt, 'Objective') ?? '';
  return operators.find((operator) => objective.startsWith(objectives[operator].aim[0] ?? '\0')) ?? 'perceptual';
}

function imageOf({ content }: ScriptedRequest['messages'][number]): string | undefined {
  if (typeof content === 'string') return undefined;
  const part = content.find(({ type }) => type === 'image_url');
  return part && JSON.stringify(part);
}
