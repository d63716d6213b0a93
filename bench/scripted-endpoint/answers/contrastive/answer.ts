import { createHash } from 'node:crypto';
import { granularity, type Granularity } from '../../../../recipes/contrastive/granularity.ts';
import { uniform } from '../../draws.ts';
import type { Answer, ScriptedSettings } from '../../options.ts';
import { sectionOf, textOf } from '../prompt-section.ts';

/** Share of the votes on a false caption that call it true nevertheless. */
const mistaken = 0.02;

const colours = ['red', 'green', 'blue', 'yellow', 'black', 'white', 'brown', 'grey'] as const;
const things = ['car', 'cat', 'tree', 'boat', 'house', 'dog', 'bridge', 'horse'] as const;
const places = ['street', 'garden', 'harbour', 'field', 'hall', 'yard', 'park', 'station'] as const;

interface Scene {
  readonly colour: string;
  readonly thing: string;
  readonly other: string;
  readonly place: string;
}

/** What the endpoint sees in a picture: the same in every picture of the same bytes. */
function sceneOf(image: string): Scene {
  const pick = <T extends string>(list: readonly T[], purpose: string): T =>
    list[Math.floor(uniform(`${purpose}/${image}`) * list.length)] ?? (list[0] as T);
  return {
    colour: pick(colours, 'colour'),
    thing: pick(things, 'thing'),
    other: pick(things, 'other'),
    place: pick(places, 'place'),
  };
}

function captionOf(kind: Granularity, { colour, thing, other, place }: Scene): string {
  switch (kind) {
    case 'short':
      return `a ${colour} ${thing} that stands alone in front of the ${place} there`;
    case 'scene':
      return `On a clear day one ${colour} ${thing} can be seen at rest in a wide ${place}.`;
    case 'attribute':
      return `The ${thing} is ${colour} all over, of middle size, and looks old but well kept.`;
    case 'relation':
      return `The ${colour} ${thing} stands to the left of one ${other} and does not touch it.`;
    case 'text':
      return `A sign in the ${place} reads "${thing.toUpperCase()}" in large ${colour} letters on plain ground.`;
  }
}

const next = <T>(list: readonly T[], value: T): T => list[(list.indexOf(value) + 1) % list.length] as T;

/** Describes pictures in made-up scenes, changes captions in one word, and knows which caption is true of which picture. */
export function contrastiveAnswer({ seed }: ScriptedSettings): Answer {
  return (request) => {
    const first = request.messages.find(({ role }) => role === 'user');
    if (!first) return 'There is no question.';
    const prompt = textOf(first);
    const parts = typeof first.content === 'string' ? [] : first.content.filter(({ type }) => type === 'image_url');
    const image = createHash('sha1').update(JSON.stringify(parts)).digest('hex');
    const scene = sceneOf(image);
    if (sectionOf(prompt, 'What may be changed') !== undefined) {
      const changed = { ...scene, colour: next(colours, scene.colour as (typeof colours)[number]) };
      const other = { ...scene, thing: next(things, scene.thing as (typeof things)[number]) };
      const edits = granularity.options.map((of) => [
        of,
        [
          { type: 'attribute', text: captionOf(of, changed) },
          { type: 'object', text: captionOf(of, other) },
        ],
      ]);
      return JSON.stringify(Object.fromEntries(edits));
    }
    if (sectionOf(prompt, 'Kinds') !== undefined) {
      return JSON.stringify(Object.fromEntries(granularity.options.map((one) => [one, captionOf(one, scene)])));
    }
    const asked = sectionOf(prompt, 'Caption') ?? '';
    const isTrue = granularity.options.some((one) => captionOf(one, scene) === asked);
    const verdict = isTrue || uniform(`${seed}/vote/${image}/${asked}/${request.seed ?? 0}`) < mistaken ? 'yes' : 'no';
    return JSON.stringify({ verdict });
  };
}
