import type { ItemProgram } from '../../item-program.ts';
import type { BuildOptions } from '../options.ts';
import { keep, passed, readDraft, refuse } from './draft.ts';
import { answersFully } from './gates.ts';
import { findHits, readHits } from './read-hits.ts';
import { isFoundInTexts } from './sufficiency.ts';

/**
 * A10: whether the fact is visual is decided by what happens, not by opinion. Text alone found it: then it is not. Text did not, but
 * pictures found by words do: then it is. Neither: the question cannot be answered. Texts are asked here
 * where A9 was left out.
 */
export const visual: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as BuildOptions;
  const { skip, topK, asOf, reader } = options;
  const before = readDraft(current);
  const { labels, golden_query, language, answers } = before;
  if (skip.includes('A10')) return keep(passed(before, 'A10', 'skipped'));
  if (labels.visualNeeded !== true) return keep(passed(before, 'A10'));
  const query = golden_query ?? '';
  const text_only_hit =
    before.verify.golden_hit ?? (await isFoundInTexts({ name: 'text', query, answers }, before, options, services));
  const made = { ...before, verify: { ...before.verify, text_only_hit } };
  if (text_only_hit) return keep(passed({ ...made, labels: { ...labels, visualNeeded: false } }, 'A10', 'relabelled'));
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
      return keep(passed({ ...made, verify: { ...made.verify, picture_hit: true } }, 'A10'));
  }
  return refuse('A10', 'not_seen', { golden_query });
};
