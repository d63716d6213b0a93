import type { ItemProgram } from '../../item-program.ts';
import type { Hit } from '../../retrieval.ts';
import type { BuildOptions } from '../options.ts';
import { keep, passed, readDraft, refuse } from './draft.ts';
import { answersFully, stating } from './gates.ts';
import { findHits, readHits } from './read-hits.ts';

/**
 * A3: every link of a chain must be needed. The documents of one link are taken away, and the reader must not find the answer in
 * what the others brought. What is recognised in the picture is no document; A7 looks at that.
 */
export const ablation: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as BuildOptions;
  const question = readDraft(current);
  const { chain, language, golden_query, answers } = question;
  if (options.skip.includes('A3')) return keep(passed(question, 'A3', 'skipped'));
  const links = chain.filter(({ tool }) => tool !== 'search_by_image');
  if (links.length < 2) return keep(passed(question, 'A3'));
  const pool = new Map<string, Hit>();
  for (const [at, { subQuestion }] of links.entries()) {
    const { hits } = await findHits(services, `link/${at}`, {
      tool: 'search_text',
      query: subQuestion,
      language,
      topK: options.topK.text,
      asOf: options.asOf,
    });
    for (const hit of hits) pool.set(hit.docId, hit);
  }
  const all = [...pool.values()];
  const final = new Set(answers.flatMap((answer) => stating(answer, all)));
  for (const [at, link] of links.entries()) {
    const isLast = at === links.length - 1;
    const gone = isLast ? final : new Set(stating(link.answer, all).filter((hit) => !final.has(hit)));
    const left = all.filter((hit) => !gone.has(hit));
    const found = await readHits(
      options.reader,
      { name: `without/${at}`, question: golden_query ?? '', language, hits: left },
      services,
    );
    if (found && answersFully(found.answer, answers, language))
      return refuse('A3', 'link_not_needed', { link: at, subQuestion: link.subQuestion });
  }
  return keep(passed(question, 'A3'));
};
