import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitRecords, type RecordText } from '../../../activities/import/split-records.ts';

/** Cuts a text at arbitrary places; pieces may be empty. */
async function* chunked(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  const places = [...cuts.map((cut) => cut % (text.length + 1)), 0, text.length].sort((a, b) => a - b);
  for (const [i, from] of places.entries()) if (i + 1 < places.length) yield text.slice(from, places[i + 1]);
}

async function recordsOf(text: string, cuts: readonly number[] = []): Promise<RecordText[]> {
  const found: RecordText[] = [];
  for await (const record of splitRecords(chunked(text, cuts))) found.push(record);
  return found;
}

const textsOf = async (text: string, cuts?: readonly number[]) =>
  (await recordsOf(text, cuts)).map((record) => record.text);
const cuts = fc.array(fc.nat(), { maxLength: 20 });
const value = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
const tricky = fc.oneof(value, fc.constantFrom('a"b', '\\', '\\"', '[', ']},{', ',', '\n', '{"a":[1,"]"]}', '\u2028'));
const indent = fc.constantFrom(undefined, 2, '\t');

describe('a JSON array', () => {
  it('is cut as JSON.parse would, however it is chunked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tricky, { maxLength: 8 }), indent, cuts, async (values, space, places) => {
        const text = JSON.stringify(values, undefined, space);
        const elements = (await textsOf(text, places)).map((element) => JSON.stringify(JSON.parse(element)));
        expect(elements).toEqual(values.map((one) => JSON.stringify(one)));
      }),
      { numRuns: 500 },
    );
  });

  it('may have a byte order mark and space around it', async () => {
    expect(await textsOf('\uFEFF \n[ 1 , {"a": [2]} ]\n')).toEqual(['1', '{"a": [2]}']);
    expect(await textsOf(' [] ')).toEqual([]);
  });

  it('that ends too early ends in a record that is cut off, be it readable', async () => {
    expect(await recordsOf('[{"a":1},{"b":2}')).toEqual([{ text: '{"a":1}' }, { text: '{"b":2}', cutOff: true }]);
    expect(await recordsOf('[{"a":1},{"b"')).toEqual([{ text: '{"a":1}' }, { text: '{"b"', cutOff: true }]);
    expect(await recordsOf('[{"a":1},')).toEqual([{ text: '{"a":1}' }, { text: '', cutOff: true }]);
  });
});

describe('JSON lines', () => {
  it('are cut as they stand, however they are chunked', async () => {
    const line = fc.dictionary(fc.string(), value, { maxKeys: 3 }).map((one) => JSON.stringify(one));
    const end = fc.constantFrom('\n', '\r\n', '\n\n', '\r\n \r\n');
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        end,
        fc.boolean(),
        cuts,
        async (given, eol, closed, places) => {
          const text = given.join(eol) + (closed ? eol : '');
          expect(await textsOf(text, places)).toEqual(given);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('give the same records with CRLF, a byte order mark, blank lines and without a last line end', async () => {
    const plain = await textsOf('{"a":1}\n{"b":2}\n');
    expect(await textsOf('\uFEFF{"a":1}\r\n\r\n  \r\n{"b":2}')).toEqual(plain);
  });

  it('of nothing but space are no records', async () => {
    expect(await textsOf(' \r\n\n')).toEqual([]);
    expect(await textsOf('')).toEqual([]);
  });
});
