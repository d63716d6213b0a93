import { ItemFailure } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import type { Florence2Options } from '../options.ts';
import type { ParsedToken, TextParser } from './parsed-text.ts';
import { rulesParser } from './rules-parser.ts';

let rules: TextParser | undefined;

/** A text's tokens by the parser that the options name. Throws ItemFailure `no_parser` where a worker lacks it. */
export async function parseBy(
  parser: Florence2Options['parser'],
  text: string,
  services: Pick<Services, 'parseText'>,
): Promise<readonly ParsedToken[]> {
  if (parser === 'spacy') {
    if (!services.parseText) throw new ItemFailure('no_parser', 'this worker has no spaCy sidecar');
    return services.parseText(text);
  }
  rules ??= rulesParser();
  return rules.parse(text);
}
