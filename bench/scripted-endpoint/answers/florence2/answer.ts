import { createHash } from 'node:crypto';
import { uniform } from '../../draws.ts';
import type { Answer, ScriptedRequest, ScriptedSettings } from '../../options.ts';
import { textOf } from '../prompt-section.ts';

const refusal = "I'm sorry, but I can't help with that request.";

/**
 * Answers as a vision-language model that is asked for boxes would: every picture has a patch from 100 to 500 thousandths and one
 * more thing that is drawn from the picture. As a judge it takes stripes for wrong. Shown earlier labels it says the same again; with `worsens` it puts the patch elsewhere.
 */
export function florence2Answer({ seed, prefuse, worsens }: ScriptedSettings): Answer {
  return (request) => {
    const first = request.messages.find(({ role }) => role === 'user');
    if (!first) return 'There is no question.';
    const image = imageOf(first);
    if (uniform(`${seed}/refuse/${image}`) < prefuse) return refusal;
    if (textOf(first).includes('cut out of a larger picture')) return 'a small bright patch';
    if (textOf(first).includes('{"right": true}')) return JSON.stringify({ right: !textOf(first).includes('stripe') });
    const hinted = textOf(first).includes('Earlier annotators named');
    const drawn = createHash('sha1').update(image).digest();
    const more = [600, 600, 700 + (drawn[0] ?? 0), 700 + (drawn[1] ?? 0)];
    const patch = hinted && worsens ? [520, 520, 590, 590] : [100, 100, 500, 500];
    const label = ['dot', 'stripe', 'stain'][(drawn[2] ?? 0) % 3];
    return JSON.stringify({
      brief: `A bright patch lies beside a small ${label} on a grey wall.`,
      detailed: '',
      objects: [
        { label: 'patch', box: patch },
        { label, box: more },
      ],
      text: [],
    });
  };
}

function imageOf({ content }: ScriptedRequest['messages'][number]): string {
  const part = typeof content === 'string' ? undefined : content.find(({ type }) => type === 'image_url');
  return JSON.stringify(part ?? '');
}
