import type { ItemProgram } from '../../item-program.ts';
import type { Services } from '../../services.ts';
import type { BuildOptions } from '../options.ts';
import { keep, passed, readDraft, refuse, type Draft } from './draft.ts';
import { answersFully, gateLimits } from './gates.ts';
import { findHits, readHits } from './read-hits.ts';

interface Wanted {
  readonly name: string;
  readonly query: string;
  readonly answers: readonly string[];
}

/** Whether a text search and the reader find the whole answer, in one of three tries, each over more documents. */
export async function isFoundInTexts(
  { name, query, answers }: Wanted,
  { language }: Draft,
  { topK, asOf, reader }: BuildOptions,
  services: Services,
): Promise<boolean> {
  for (let attempt = 1; attempt <= gateLimits.goldenTries; attempt++) {
    const { hits } = await findHits(services, `${name}/${attempt}`, {
      tool: 'search_text',
      query,
      language,
      topK: Math.min(50, topK.text * attempt),
      asOf,
    });
    const found = await readHits(
      reader,
      { name: `${name}/read/${attempt}`, question: query, language, hits },
      services,
    );
    if (found && answersFully(found.answer, answers, language)) return true;
  }
  return false;
}

/**
 * A9: the golden query must lead to the answer; where one search does not do, every link of the chain must. A question whose fact is
 * visual is not refused here: A10 looks for it among pictures.
 */
export const sufficiency: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as BuildOptions;
  const made = readDraft(current);
  const { golden_query, answers, chain, labels, verify } = made;
  if (options.skip.includes('A9')) return keep(passed(made, 'A9', 'skipped'));
  let hit = await isFoundInTexts({ name: 'golden', query: golden_query ?? '', answers }, made, options, services);
  const links = chain.filter(({ tool }) => tool === 'search_text');
  if (!hit && chain.length > 1 && links.length > 0) {
    hit = true;
    for (const [at, link] of links.entries()) {
      const isLast = link === chain.at(-1);
      const wanted = isLast ? answers : [link.answer];
      hit &&= await isFoundInTexts(
        { name: `link/${at}`, query: link.subQuestion, answers: wanted },
        made,
        options,
        services,
      );
    }
  }
  if (!hit && labels.visualNeeded !== true) return refuse('A9', 'not_found', { golden_query });
  return keep(passed({ ...made, verify: { ...verify, golden_hit: hit } }, 'A9'));
};
