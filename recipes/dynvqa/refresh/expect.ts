import { z } from 'zod';
import type { ExpectedCall, ExpectedSearch } from '../../expected-calls.ts';
import type { RowFields } from '../../outcome.ts';
import { chainLink } from '../gold/question.ts';
import type { RefreshOptions } from '../options.ts';
import { usualCalls } from '../usual-calls.ts';
import { samples } from './read-sources.ts';

/** Sources that say something, of those a search finds; a guess for `plan`. */
const speaking = 3;

const chained = z.looseObject({ chain: z.array(chainLink).default([]) });

/** What is looked up of a question: its query, or the links of its chain. */
const lookedUp = (seed: RowFields): number =>
  Math.max(1, chained.parse(seed).chain.filter(({ tool }) => tool === 'search_text').length);

/** Three readings of a document; at most of each that every search finds. */
export const refreshCalls = (seed: RowFields, { reader, topK }: RefreshOptions): readonly ExpectedCall[] =>
  reader === 'extractor'
    ? []
    : [
        usualCalls('solver', 'solve', {
          calls: samples * Math.min(speaking, topK.text) * lookedUp(seed),
          atMost: samples * topK.text * lookedUp(seed),
        }),
      ];

export const refreshSearches = (seed: RowFields, _: RefreshOptions): readonly ExpectedSearch[] => [
  { tools: ['search_text'], calls: lookedUp(seed) },
];
