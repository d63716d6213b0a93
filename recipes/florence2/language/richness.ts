import { z } from 'zod';
import type { ParsedToken } from './parsed-text.ts';

/** Measures of a text as the paper's table 5 counts them. */
export const richness = z
  .object({
    tokens: z.int(),
    objects: z.int(),
    attributes: z.int(),
    actions: z.int(),
    properNouns: z.int(),
    /** Mean degree in the dependency tree, punctuation aside; 0 where there is none. */
    objectComplexity: z.number(),
    actionComplexity: z.number(),
    /** The highest of them. */
    objectDegree: z.int(),
    actionDegree: z.int(),
  })
  .readonly();
export type Richness = z.infer<typeof richness>;

/** Objects are nouns, actions verbs without auxiliaries, attributes adjectives and parts of compounds (spec section 6.3). */
export function richnessOf(tokens: readonly ParsedToken[]): Richness {
  const degrees = degreesOf(tokens);
  const named = tokens.map((token, at) => ({ ...token, degree: degrees[at] ?? 0 }));
  const objects = named.filter(({ pos, compound }) => (pos === 'NOUN' || pos === 'PROPN') && !compound);
  const actions = named.filter(({ pos }) => pos === 'VERB');
  return {
    tokens: tokens.filter(({ pos }) => pos !== 'PUNCT').length,
    objects: objects.length,
    attributes: tokens.filter(({ pos, compound }) => pos === 'ADJ' || compound).length,
    actions: actions.length,
    properNouns: tokens.filter(({ pos }) => pos === 'PROPN').length,
    objectComplexity: mean(objects),
    actionComplexity: mean(actions),
    objectDegree: most(objects),
    actionDegree: most(actions),
  };
}

/** Degree of each token in the undirected dependency tree, arcs to punctuation not counted. */
export function degreesOf(tokens: readonly ParsedToken[]): readonly number[] {
  const degrees = tokens.map(() => 0);
  for (const [at, { head, pos }] of tokens.entries()) {
    if (head === null || pos === 'PUNCT') continue;
    degrees[at] = (degrees[at] ?? 0) + 1;
    degrees[head] = (degrees[head] ?? 0) + 1;
  }
  return degrees;
}

type Counted = readonly { readonly degree: number }[];

function mean(counted: Counted): number {
  return counted.length === 0 ? 0 : counted.reduce((sum, { degree }) => sum + degree, 0) / counted.length;
}

function most(counted: Counted): number {
  return counted.reduce((highest, { degree }) => Math.max(highest, degree), 0);
}
