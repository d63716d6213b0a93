import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { spacySidecar } from '../../../activities/language/spacy-sidecar.ts';
import { filter } from '../../../recipes/florence2/filter/filter.ts';
import { candidateRow } from '../../../recipes/florence2/picture-row.ts';
import { candidateRowOf, contextOf, inputOf, optionsOf, scripted, textOf } from './scenario.ts';

const servers: { close(): void }[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function sidecar(answer: unknown, status = 200): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(answer)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const tokens = [
  { text: 'Dogs', pos: 'NOUN', head: 1, compound: false },
  { text: 'bark', pos: 'VERB', head: null, compound: false },
  { text: '!', pos: 'SYM', head: 1, compound: false },
];

describe('a spaCy sidecar', () => {
  it('gives tokens with their arcs; a tag that is not told apart is X', async () => {
    const parse = spacySidecar({ MMSYNTH_SPACY_URL: await sidecar({ tokens }) });
    expect((await parse('Dogs bark!')).map(({ pos, head }) => [pos, head])).toEqual([
      ['NOUN', 1],
      ['VERB', null],
      ['X', 1],
    ]);
  });

  it('measures the texts where the options name it', async () => {
    const parseText = spacySidecar({ MMSYNTH_SPACY_URL: await sidecar({ tokens }) });
    const text = textOf('Dogs bark!');
    const outcome = await filter(
      inputOf(candidateRowOf([], [text])),
      { ...scripted(() => '').services, parseText },
      contextOf('filter', optionsOf({ parser: 'spacy' })),
    );
    const { richness } = candidateRow.parse(outcome.kind === 'kept' ? outcome.rows[0] : undefined);
    expect(richness[text.id]).toMatchObject({ objects: 1, actions: 1, objectComplexity: 1 });
  });

  it('that is not set up fails the campaign, not its items', async () => {
    await expect(spacySidecar({})('Dogs bark!')).rejects.toMatchObject({ code: 'spec_invalid' });
  });

  it('that answers with an error, or an arc out of the text, is tried again', async () => {
    const broken = spacySidecar({ MMSYNTH_SPACY_URL: await sidecar({}, 500) });
    await expect(broken('x')).rejects.toThrow('answered 500');
    const astray = spacySidecar({ MMSYNTH_SPACY_URL: await sidecar({ tokens: [{ ...tokens[0], head: 7 }] }) });
    await expect(astray('x')).rejects.toThrow('out of the text');
  });
});
