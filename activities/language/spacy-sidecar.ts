import { z } from 'zod';
import { parsedToken, type ParsedToken } from '../../recipes/florence2/language/parsed-text.ts';
import { MmsynthError } from '../errors.ts';

/** Names the sidecar's address, `http://127.0.0.1:8085`. */
export const SPACY_VARIABLE = 'MMSYNTH_SPACY_URL';

/** A text is parsed in milliseconds; a sidecar that takes longer is stuck, in ms. */
const timeoutMs = 60_000;

const reply = z.object({ tokens: z.array(parsedToken) });

/**
 * Parses texts by a spaCy sidecar: `POST /parse` with `{text}` answers `{tokens: [{text, pos, head, compound}]}` (infra/spacy/serve.py).
 * The tokens' heads are indices in the list, null for a root. Throws `spec_invalid` where no address is set; whatever else goes
 * wrong is the sidecar's, and the shard is tried again.
 */
export function spacySidecar(environment: NodeJS.ProcessEnv): (text: string) => Promise<readonly ParsedToken[]> {
  return async (text) => {
    const address = environment[SPACY_VARIABLE];
    if (address === undefined || address === '')
      throw new MmsynthError(
        'spec_invalid',
        `options.parser is spacy, but ${SPACY_VARIABLE} is not set where the worker runs; start infra/spacy/serve.py and set it, or use the parser 'rules'.`,
      );
    const response = await fetch(new URL('/parse', address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`the spaCy sidecar at ${address} answered ${response.status}`);
    const { tokens } = reply.parse(await response.json());
    const astray = tokens.some(({ head }) => head !== null && head >= tokens.length);
    if (astray) throw new Error(`the spaCy sidecar at ${address} gave an arc that leads out of the text`);
    return tokens;
  };
}
