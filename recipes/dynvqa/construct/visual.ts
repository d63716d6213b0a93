import type { ItemProgram } from '../../item-program.ts';
import type { BuildOptions } from '../options.ts';
import { keep, passed, readDraft, refuse } from './draft.ts';
import { answersFully } from './gates.ts';
import { findHits, readHits } from './read-hits.ts';

/**
 * A10: whether the fact is visual is decided by what happens, not by opinion. Text alone found it: then it is not. Text did not, but
 * pictures found by words do: then it is. Neither: the question cannot be answered.
 */
export const visual: ItemProgram = async ({ current }, services, context) => {
  const { skip, topK, asOf, reader } = context.options as BuildOptions;
  const made = readDraft(current);
  const { labels, verify, golden_query, language, answers } = made;
  if (skip.includes('A10')) return keep(passed(made, 'A10', 'skipped'));
  if (labels.visualNeeded !== true) return keep(passed(made, 'A10'));
  if (verify.golden_hit === true)
    return keep(passed({ ...made, labels: { ...labels, visualNeeded: false } }, 'A10', 'relabelled'));
  const query = golden_query ?? '';
  const { hits } = await findHits(services, 'look', {
    tool: 'search_images',
    query,
    language,
    topK: topK.images,
    asOf,
  });
  for (const [at, hit] of hits.entries()) {
    const found = await readHits(
      reader,
      {
        name: `look/read/${at}`,
        question: query,
        language,
        hits: [hit],
        ...(hit.image === undefined ? {} : { image: hit.image.sha256 }),
      },
      services,
    );
    if (found && answersFully(found.answer, answers, language))
      return keep(passed({ ...made, verify: { ...verify, picture_hit: true } }, 'A10'));
  }
  return refuse('A10', 'not_seen', { golden_query });
};
