import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import { dataLine } from '../agent/data-block.ts';
import { flattenAliases } from '../gold/read-published.ts';
import type { BuildOptions } from '../options.ts';
import { askJson } from './ask-json.ts';
import { writeInstruction } from './prompts.ts';
import { keep, passed, readDraft, refuse, type Draft } from './draft.ts';
import { answerTokens, gateLimits, sourceOf } from './gates.ts';

const written = z.looseObject({
  query: z.string().trim().min(1),
  answer: z.union([z.string(), z.number()]),
  aliases: z.array(z.union([z.string(), z.number()])).catch([]),
  phrase: z.string().optional(),
});

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Sources of the evidence that state one of the answers. */
function statingSources({ answers, evidence }: Draft): number {
  const hold = evidence.filter(({ span }) => answers.some((answer) => folded(span).includes(folded(answer))));
  return new Set(hold.map(sourceOf)).size;
}

/** A2: a text question with a short answer that the evidence states; written by a model where the seed has none. */
export const question: ItemProgram = async ({ current }, services, context) => {
  const { skip } = context.options as BuildOptions;
  let made = readDraft(current);
  const given = made.golden_query !== null && made.answers.length > 0;
  if (!given) {
    const { entity } = made.anchor;
    const lines = made.evidence.map(({ docId, span, publishedAt }) =>
      dataLine({ docId, title: '', text: span, ...(publishedAt === undefined ? {} : { date: publishedAt }) }),
    );
    const { query, answer, aliases, phrase } = await askJson(services, {
      name: 'write',
      text: writeInstruction(entity, made.language, lines),
      schema: written,
      form: '{"query": …, "answer": …, "aliases": […], "phrase": …}',
    });
    made = {
      ...made,
      golden_query: query,
      answers: flattenAliases([answer, aliases]),
      phrase: phrase ?? made.phrase,
    };
  }
  if (skip.includes('A2')) return keep(passed(made, 'A2', 'skipped'));
  const [first = ''] = made.answers;
  const tokens = answerTokens(first, made.language);
  if (tokens > gateLimits.answerTokens) return refuse('A2', 'long_answer', { tokens });
  if (!skip.includes('A1') && statingSources(made) < gateLimits.independentSources)
    return refuse('A2', 'not_stated', { answer: first });
  return keep(passed(made, 'A2', given ? 'given' : 'passed'));
};
