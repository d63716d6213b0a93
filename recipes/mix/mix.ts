import type { RowFields } from '../outcome.ts';
import type { StageFacts } from '../stage-facts.ts';
import type { WholeStage } from '../whole-stage.ts';
import { datasetOptions, fractionEnding, type MixOptions } from './options.ts';
import { linesTaken, loweredRepeat, repeatsByShare } from './repeats.ts';
import { measuredSample } from './sample-row.ts';

interface Tally {
  readonly name: string;
  rows: number;
  tokens: number;
  /** Tokens that pictures take. */
  tiles: number;
}

interface Placed {
  readonly dataset: string;
  readonly key: number;
  readonly start: number;
  readonly end: number;
}

const order = (a: Placed, b: Placed): number =>
  (a.dataset < b.dataset ? -1 : a.dataset > b.dataset ? 1 : 0) || a.key - b.key || a.start - b.start;

/**
 * Dataset after dataset by name, each shuffled by the campaign's seed so that a repeat time below 1 takes a fair sample, and each row
 * with its dataset's repeat time. Rows wait in a scratch file: memory holds where each lies. Facts: rows, tokens, repeat time and
 * share of the mix's tokens of each dataset.
 */
export const mix: WholeStage = async function* ({ samples }, services, context) {
  if (!samples) throw new Error('a mix has one input, samples');
  const options = context.options as MixOptions;
  const file = services.scratch('samples');
  const placed: Placed[] = [];
  const tallies = new Map<string, Tally>();
  for await (const row of samples()) {
    const { dataset, tokens, tiles } = measuredSample.parse(row);
    const tally = tallies.get(dataset) ?? { name: dataset, rows: 0, tokens: 0, tiles: 0 };
    tallies.set(dataset, tally);
    tally.rows += 1;
    tally.tokens += tokens;
    tally.tiles += tiles.reduce((sum, one) => sum + one, 0);
    const start = file.size();
    await file.append(Buffer.from(JSON.stringify(row)));
    placed.push({ dataset, key: context.draw(`shuffle/${row.id}`), start, end: file.size() });
  }
  const repeats = repeatsOf([...tallies.values()], options);
  for (const { dataset, start, end } of placed.sort(order)) {
    const row = JSON.parse((await file.read(start, end)).toString('utf8')) as RowFields & {
      id: string;
      origin: string;
    };
    const { id, origin, parents: _, round: __, calls: ___, ...fields } = row;
    yield {
      kind: 'row',
      fields: { ...fields, repeat: repeats.get(dataset) ?? 1 },
      parents: [{ id, origin }],
    };
  }
  yield { kind: 'facts', facts: factsOf([...tallies.values()], repeats) };
};

function repeatsOf(tallies: readonly Tally[], options: MixOptions): ReadonlyMap<string, number> {
  const shares = tallies.map(({ name, tokens }) => ({ name, tokens, share: datasetOptions(options, name).share ?? 0 }));
  if (shares.some(({ share }) => share > 0)) return repeatsByShare(shares);
  return new Map(tallies.map(({ name }) => [name, datasetOptions(options, name).repeat ?? 1]));
}

function factsOf(tallies: readonly Tally[], repeats: ReadonlyMap<string, number>): StageFacts {
  const taken = tallies.map(({ name, rows, tokens }) => {
    const lines = linesTaken(rows, loweredRepeat(name, repeats.get(name) ?? 1, fractionEnding));
    return { name, lines, tokens: (tokens / rows) * lines };
  });
  const all = taken.reduce((sum, one) => sum + one.tokens, 0);
  const facts: Record<string, number> = {};
  for (const { name, rows, tokens, tiles } of tallies) {
    const drawn = taken.find((one) => one.name === name);
    facts[`${name}.rows`] = rows;
    facts[`${name}.tokens`] = tokens;
    facts[`${name}.tiles`] = tiles;
    facts[`${name}.repeat`] = repeats.get(name) ?? 1;
    facts[`${name}.drawn`] = drawn?.lines ?? 0;
    facts[`${name}.share`] = all === 0 ? 0 : Number(((drawn?.tokens ?? 0) / all).toFixed(6));
  }
  return facts;
}
