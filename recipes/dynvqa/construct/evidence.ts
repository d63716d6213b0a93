import type { ItemProgram } from '../../item-program.ts';
import type { Hit, RetrievalQuery } from '../../retrieval.ts';
import { sha256 } from '../../sha256.ts';
import type { Evidence } from '../gold/question.ts';
import type { BuildOptions } from '../options.ts';
import { keep, passed, readDraft, refuse } from './draft.ts';
import { gateLimits, independentSources, stating } from './gates.ts';
import { findHits } from './read-hits.ts';

/** A document as evidence: what was read, from where, by its hash. */
export const evidenceOf =
  (snapshot: string) =>
  (hit: Hit): Evidence => ({
    docId: hit.docId,
    ...(hit.url === undefined ? {} : { url: hit.url }),
    sha256: sha256(hit.snippet),
    span: hit.snippet,
    ...(hit.publishedAt === undefined ? {} : { publishedAt: hit.publishedAt }),
    retrievedAt: snapshot,
  });

/**
 * A1: documents about the fact as of the release's day, captions of pictures too where the fact is labelled visual. Where the answer is known already, documents of two sources must state
 * it; else two sources must speak of the topic at all, and A2 looks at what they state.
 */
export const evidence: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as BuildOptions;
  const question = readDraft(current);
  const { language, golden_query, topic, chain, answers } = question;
  if (options.skip.includes('A1')) return keep(passed(question, 'A1', 'skipped'));
  const queries = [...new Set([golden_query ?? topic, ...chain.map(({ subQuestion }) => subQuestion)])];
  const found = new Map<string, { readonly hit: Hit; readonly snapshot: string }>();
  const searches: readonly RetrievalQuery[] = queries.flatMap((query) => {
    const about = { query, language, asOf: options.asOf };
    const texts = { tool: 'search_text', topK: options.topK.text, ...about } as const;
    const pictures = { tool: 'search_images', topK: options.topK.images, ...about } as const;
    return question.labels.visualNeeded === true ? [texts, pictures] : [texts];
  });
  for (const [at, search] of searches.entries()) {
    const { hits, snapshot } = await findHits(services, `evidence/${at}`, search);
    for (const hit of hits) if (!found.has(hit.docId)) found.set(hit.docId, { hit, snapshot });
  }
  const hits = [...found.values()];
  const speaking =
    answers.length === 0
      ? hits.map(({ hit }) => hit)
      : answers.flatMap((answer) =>
          stating(
            answer,
            hits.map(({ hit }) => hit),
          ),
        );
  if (independentSources(speaking) < gateLimits.independentSources)
    return refuse('A1', 'too_few_sources', { documents: hits.map(({ hit }) => hit.docId) });
  const wanted = new Set(answers.length === 0 ? hits.map(({ hit }) => hit.docId) : speaking.map(({ docId }) => docId));
  const kept = hits.filter(({ hit }) => wanted.has(hit.docId) || chain.length > 1);
  return keep(passed({ ...question, evidence: kept.map(({ hit, snapshot }) => evidenceOf(snapshot)(hit)) }, 'A1'));
};
