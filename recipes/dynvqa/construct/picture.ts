import { allEnded } from '../../all-ended.ts';
import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import type { Services } from '../../services.ts';
import type { BuildOptions } from '../options.ts';
import { askJson, askJsonOrNull } from './ask-json.ts';
import { anchorInstruction, isItInstruction } from './prompts.ts';
import { keep, passed, readDraft, refuse, type Draft } from './draft.ts';
import { gateLimits, namesAny, occurrences } from './gates.ts';
import { findHits } from './read-hits.ts';
import { hashedPicture } from '../hashed-picture.ts';

const anchor = z.looseObject({
  entity: z.string().trim().min(1),
  hypernym: z.string().trim().min(1),
  aliases: z.array(z.string()).catch([]),
  picturable: z.boolean(),
});
const shown = z.looseObject({ shows: z.boolean() });
export const samples = 3;

/** Whether the name of what a picture shows stands written in it. */
async function isNamedIn(image: string, { anchor: { entity, aliases } }: Draft, services: Services): Promise<boolean> {
  const { text } = await services.detect(image);
  return namesAny(text.map((region) => region.text).join(' '), [entity, ...aliases]);
}

async function isShownIn(
  image: string,
  at: number,
  { anchor: { entity } }: Draft,
  services: Services,
): Promise<boolean> {
  const votes = await allEnded(
    Array.from({ length: samples }, (_, sample) =>
      askJsonOrNull(services, {
        name: `shows/${at}`,
        sample,
        text: isItInstruction(entity),
        image,
        schema: shown,
        form: '{"shows": true} or {"shows": false}',
      }),
    ),
  );
  return votes.filter((vote) => vote?.shows === true).length >= gateLimits.imageVotes;
}

/** A5: what the picture stands for; named once in the query. */
async function anchored(question: Draft, services: Services): Promise<Draft | string> {
  if (question.anchor.hypernym !== '') return question;
  const { picturable, entity, hypernym, aliases } = await askJson(services, {
    name: 'anchor',
    text: anchorInstruction(question.golden_query ?? ''),
    schema: anchor,
    form: '{"entity": …, "hypernym": …, "aliases": […], "picturable": true or false}',
  });
  return picturable ? { ...question, anchor: { entity, hypernym, aliases } } : 'not_picturable';
}

/** A5 and A6: an anchor that stands once in the query, and a picture that shows it without naming it. */
export const picture: ItemProgram = async ({ current }, services, context) => {
  const { skip, topK, asOf } = context.options as BuildOptions;
  const before = readDraft(current);
  const made = skip.includes('A5') ? before : await anchored(before, services);
  if (typeof made === 'string') return refuse('A5', made);
  const { entity, aliases } = made.anchor;
  const times = [entity, ...aliases].reduce(
    (most, name) => Math.max(most, occurrences(name, made.golden_query ?? '')),
    0,
  );
  if (!skip.includes('A5') && times !== 1) return refuse('A5', 'not_named_once', { entity, times });
  const anchoredTo = passed(
    made,
    'A5',
    skip.includes('A5') ? 'skipped' : before.anchor.hypernym === '' ? 'passed' : 'given',
  );

  const candidates =
    made.image === undefined
      ? (
          await findHits(services, 'pictures', {
            tool: 'search_images',
            query: entity,
            language: made.language,
            topK: topK.images,
            asOf,
          })
        ).hits.flatMap(({ image }) => (image === undefined ? [] : [image]))
      : [made.image];
  if (skip.includes('A6')) {
    const [first] = candidates;
    return first
      ? keep(passed({ ...anchoredTo, image: { ...(await hashedPicture(first, services)) } }, 'A6', 'skipped'))
      : refuse('A6', 'no_picture');
  }
  for (const [at, candidate] of candidates.entries()) {
    if (await isNamedIn(candidate.sha256, made, services)) continue;
    if (await isShownIn(candidate.sha256, at, made, services))
      return keep(passed({ ...anchoredTo, image: { ...(await hashedPicture(candidate, services)) } }, 'A6'));
  }
  return refuse('A6', 'no_picture', { candidates: candidates.length });
};
