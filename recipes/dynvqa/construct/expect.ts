import { z } from 'zod';
import { mostOf, type ExpectedCall, type ExpectedSearch } from '../../expected-calls.ts';
import type { RowFields } from '../../outcome.ts';
import type { BuildOptions } from '../options.ts';
import { usualCalls } from '../usual-calls.ts';
import { mostProposals } from './aliases.ts';
import { samples as difficultySamples } from './difficulty.ts';
import { draft } from './draft.ts';
import { gateLimits } from './gates.ts';
import { votes } from './label.ts';
import { samples as pictureSamples } from './picture.ts';

/** Other forms of an answer that a model proposes; a guess for `plan`. */
const proposals = 3;
/** Calls of a translation: there, back, and whether it means the same. */
const translating = 3;

/** What no fact tells by itself: whether another one's answer is what it is about. */
export const joinedQuestions = 'questions joined of two facts (options.compose)';

const fact = draft
  .pick({ golden_query: true, answers: true, question: true, anchor: true, chain: true, labels: true })
  .extend({ image: z.looseObject({}).optional() });
type Fact = Readonly<z.infer<typeof fact>>;

/** Model calls of a fact that passes every gate. */
export function buildCalls(seed: RowFields, options: BuildOptions): readonly ExpectedCall[] {
  const made = fact.parse(seed);
  const { skip, reader, translate, writer, topK } = options;
  const asked = (gate: BuildOptions['skip'][number], calls: number): number => (skip.includes(gate) ? 0 : calls);
  const isWritten = made.golden_query !== null && made.answers.length > 0;
  const isAsked = made.question !== null || writer === 'code';
  const once =
    (isWritten ? 0 : 1) +
    (isAsked ? 0 : 1) +
    asked('A5', made.anchor.hypernym === '' ? 1 : 0) +
    asked('A7', 1) +
    asked('A4', isLabelled(made) ? 0 : votes) +
    (translate ? translating : 0);
  const versions = translate ? 2 : 1;
  const candidates = made.image === undefined ? topK.images : 1;
  const looks = { calls: asked('A6', pictureSamples), atMost: asked('A6', pictureSamples * candidates) };
  const aliases = { calls: asked('A12', 1 + proposals) * versions, atMost: asked('A12', 1 + mostProposals) * versions };
  const reads = {
    calls: asked('A3', neededLinks(made)) + asked('A9', 1),
    atMost: asked('A3', neededLinks(made)) + asked('A9', textTries(made)) + pictureReads(made, options),
  };
  return [
    usualCalls('generator', 'short', { calls: once }),
    usualCalls('generator', 'short', looks, 1),
    usualCalls('generator', 'short', { calls: asked('A8', difficultySamples) }, 1),
    usualCalls('generator', 'short', aliases),
    ...(reader === 'model' ? [usualCalls('solver', 'solve', reads)] : []),
  ].filter((call) => mostOf(call) > 0);
}

/** Searches of a fact that passes every gate. */
export function buildSearches(seed: RowFields, options: BuildOptions): readonly ExpectedSearch[] {
  const made = fact.parse(seed);
  const { skip } = options;
  const asked = (gate: BuildOptions['skip'][number], calls: number): number => (skip.includes(gate) ? 0 : calls);
  const queries = asked('A1', 1 + made.chain.length);
  const looking = mayBeVisual(made, options) ? 1 : 0;
  const chosen = made.image === undefined ? 1 : 0;
  const visual = made.labels.visualNeeded === true;
  const texts = queries + asked('A3', neededLinks(made));
  const pictures = (visual ? queries : 0) + chosen;
  const textsAgain = looking && skip.includes('A9') ? gateLimits.goldenTries : 0;
  const searches: readonly ExpectedSearch[] = [
    {
      tools: ['search_text'],
      calls: texts + asked('A9', 1),
      atMost: texts + asked('A9', textTries(made)) + textsAgain,
    },
    { tools: ['search_images'], calls: pictures + (visual ? looking : 0), atMost: pictures + looking },
  ];
  return searches.filter((search) => mostOf(search) > 0);
}

const isLabelled = ({ labels }: Fact): boolean =>
  [labels.updateFrequency, labels.hops, labels.visualNeeded, labels.domain].every((label) => label !== undefined);

/** A3: links of a chain that are taken away one after the other. */
function neededLinks({ chain }: Fact): number {
  const links = chain.filter(({ tool }) => tool !== 'search_by_image').length;
  return links < 2 ? 0 : links;
}

/** A9: tries with the query, then with each link of a chain. */
function textTries({ chain }: Fact): number {
  const links = chain.length > 1 ? chain.filter(({ tool }) => tool === 'search_text').length : 0;
  return gateLimits.goldenTries * (1 + links);
}

/** A10: whether pictures may be asked for the fact: it is labelled so, or may yet be. */
const mayBeVisual = ({ labels }: Fact, { skip }: BuildOptions): boolean =>
  !skip.includes('A10') && (labels.visualNeeded ?? !skip.includes('A4'));

/** A10: texts where A9 asked for none, then each picture that is found. */
const pictureReads = (made: Fact, options: BuildOptions): number =>
  mayBeVisual(made, options) ? options.topK.images + (options.skip.includes('A9') ? gateLimits.goldenTries : 0) : 0;
