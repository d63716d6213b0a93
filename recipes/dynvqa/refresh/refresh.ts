import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import type { Hit } from '../../retrieval.ts';
import { evidenceOf } from '../construct/evidence.ts';
import { findHits } from '../construct/read-hits.ts';
import { goldQuestion, type GoldQuestion } from '../gold/question.ts';
import type { RefreshOptions } from '../options.ts';
import { mostPendingCycles } from './policy.ts';
import { readSources } from './read-sources.ts';
import { refreshedQuestion } from './refreshed.ts';
import { refreshVerdict, type Reading, type RefreshVerdict } from './verdict.ts';

/** What became of a question in a refresh; `carried`: it was not its turn. */
export const refreshRecord = z.object({
  verdict: z.enum(['unchanged', 'changed', 'pending', 'retired', 'carried']),
  why: z.enum(['confirmed', 'nothing_newer']).optional(),
  /** The gold before. */
  before: z.object({ gold_version: z.string(), as_of: z.string().nullable(), answers: z.array(z.string()).readonly() }),
  /** What sources said, one line a source. */
  readings: z
    .array(z.object({ answer: z.string(), source: z.string(), docId: z.string(), publishedAt: z.string().optional() }))
    .readonly(),
  reader: z.enum(['model', 'extractor']),
});

/** A row of a refreshed release. */
export const refreshedGold = goldQuestion.extend({ refresh: refreshRecord });
export type RefreshedGold = Readonly<z.infer<typeof refreshedGold>>;

const row = (made: RefreshedGold) => z.record(z.string(), z.json()).parse(refreshedGold.parse(made));

/** Whether it is a question's turn: its class is asked, and it is not retired. Without a label it is taken to move fast. */
const isDue = ({ labels, state }: GoldQuestion, { classes }: RefreshOptions): boolean =>
  state !== 'retired' && classes.includes(labels.updateFrequency ?? 'fast');

interface Link {
  readonly query: string;
  readonly answers: readonly string[];
  readonly isLast: boolean;
}

/** What is looked up: the golden query, or the links of a chain one after the other. */
function linksOf({ chain, golden_query, question, answers }: GoldQuestion): readonly Link[] {
  const links = chain.filter(({ tool }) => tool === 'search_text');
  if (links.length < 2) return [{ query: golden_query ?? question, answers, isLast: true }];
  return links.map(({ subQuestion, answer }, at) => {
    const isLast = at === links.length - 1;
    return { query: subQuestion, answers: isLast ? answers : [answer], isLast };
  });
}

/** Where an earlier link of a chain no longer holds, the question means something else now: people must look. */
const lost = ({ pending_cycles }: GoldQuestion, readings: readonly Reading[]): RefreshVerdict => ({
  verdict: pending_cycles + 1 >= mostPendingCycles ? 'retired' : 'pending',
  readings,
});

/**
 * Looks the gold of one question up again as of the release's day and decides over it. The former gold goes to the history. Section
 * 3.3 of the specification.
 */
export const refresh: ItemProgram = async ({ current }, services, context) => {
  const options = context.options as RefreshOptions;
  const { version, asOf, topK, reader } = options;
  const question = goldQuestion.parse(current);
  const { gold_version, as_of, answers } = question;
  const before = { gold_version, as_of, answers };
  if (!isDue(question, options)) {
    const record = { verdict: 'carried', before, readings: [], reader } as const;
    return { kind: 'kept', rows: [row({ ...question, gold_version: version, refresh: record })] };
  }
  const found: { readonly hit: Hit; readonly snapshot: string }[] = [];
  let verdict: RefreshVerdict = { verdict: 'unchanged', why: 'nothing_newer' };
  let readings: readonly Reading[] = [];
  for (const [at, link] of linksOf(question).entries()) {
    const { hits, snapshot } = await findHits(
      services,
      `search/${at}`,
      { tool: 'search_text', query: link.query, language: question.language, topK: topK.text, asOf },
      question.image.sha256,
    );
    found.push(...hits.map((hit) => ({ hit, snapshot })));
    readings = await readSources({ ...link, name: `read/${at}`, language: question.language }, hits, options, services);
    const said = refreshVerdict({ ...question, answers: link.answers }, readings);
    verdict = link.isLast || said.verdict === 'unchanged' ? said : lost(question, readings);
    if (!link.isLast && verdict.verdict !== 'unchanged') break;
  }
  const made = refreshedQuestion(question, verdict, { version, asOf });
  const heard = 'readings' in verdict ? verdict.readings : readings;
  const record = {
    verdict: verdict.verdict,
    ...('why' in verdict ? { why: verdict.why } : {}),
    before,
    readings: heard.map(({ publishedAt, ...reading }) => ({
      ...reading,
      ...(publishedAt === undefined ? {} : { publishedAt }),
    })),
    reader,
  };
  const cited = new Set(heard.map(({ docId }) => docId));
  const evidence =
    verdict.verdict === 'changed'
      ? found.filter(({ hit }) => cited.has(hit.docId)).map(({ hit, snapshot }) => evidenceOf(snapshot)(hit))
      : question.evidence;
  return { kind: 'kept', rows: [row({ ...made, evidence, refresh: record })] };
};
