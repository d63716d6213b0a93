import { z } from 'zod';

/** Universal part-of-speech tags that are told apart here; all others are `X`. */
export const partsOfSpeech = [
  'ADJ',
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'NOUN',
  'NUM',
  'PART',
  'PRON',
  'PROPN',
  'PUNCT',
  'SCONJ',
  'VERB',
  'X',
] as const;
export type PartOfSpeech = (typeof partsOfSpeech)[number];

export const parsedToken = z.object({
  text: z.string(),
  pos: z.enum(partsOfSpeech).catch('X'),
  /** Index of the token it depends on; null for a root and for punctuation. */
  head: z.int().min(0).nullable(),
  /** A noun that is part of a compound: `kitchen` of `kitchen table`. */
  compound: z.boolean(),
});
export type ParsedToken = Readonly<z.infer<typeof parsedToken>>;

/** Cuts a text into tokens with their dependency arcs. `name` says by whom, for the rows. */
export interface TextParser {
  readonly name: string;
  parse(text: string): readonly ParsedToken[];
}
