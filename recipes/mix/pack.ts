import { packBoundaries } from '../internvl/packing/boundaries.ts';
import { lossWeight } from '../internvl/packing/loss-weights.ts';
import { packOnline } from '../internvl/packing/pack-online.ts';
import { fewestOf, packingOf } from '../internvl/packing/pack-sequences.ts';
import { packable, tileSlots, type Pack, type Sample } from '../internvl/packing/pack.ts';
import { breathing, listed, samplesAtOnce, type Paced } from '../internvl/packing/paced.ts';
import type { RowFields } from '../outcome.ts';
import { seededRandom, shuffled } from '../seeded-random.ts';
import type { StageFacts } from '../stage-facts.ts';
import type { WholeLine, WholeServices, WholeStage } from '../whole-stage.ts';
import { interleaved } from './interleave.ts';
import { fractionEnding, type MixOptions } from './options.ts';
import { packColumns, type PackColumns } from './pack-columns.ts';
import { loweredRepeat } from './repeats.ts';
import { measuredSample } from './sample-row.ts';
import { z } from 'zod';

const mixedSample = measuredSample.extend({ repeat: z.number() });

/** Packs written between two breaths. */
const packsAtOnce = 4096;

/** Numbers of a dataset's rows as often as its entries take them. */
function* occurrences({ name, first, rows, repeat }: PackColumns['datasets'][number]): Generator<number> {
  for (const entry of loweredRepeat(name, repeat, fractionEnding)) {
    const lines = entry.repeat < 1 ? Math.floor(rows * entry.repeat) : rows;
    for (let time = 0; time < Math.max(1, Math.floor(entry.repeat)); time++)
      for (let line = 0; line < lines; line++) yield first + line;
  }
}

/**
 * Packs the mix into sequences of the trainer (InternVL 2.5, section 3.3). A row is a pack: its members and how
 * many times each was read before, where each begins and ends, tiles, and the loss weight of each member's trainable tokens. `dropped`: `over_long` beyond a limit, `not_drawn` by a repeat time
 * below 1. Facts: packs, fill of tokens and tiles, which limit binds, and the fewest packs that the sums allow.
 */
export const pack: WholeStage = async function* ({ samples }, { breathe }, context): AsyncGenerator<WholeLine> {
  if (!samples) throw new Error('packing has one input, samples');
  const { pack: settings } = context.options as MixOptions;
  const columns = packColumns();
  for await (const row of samples()) columns.add(row, mixedSample.parse(row));
  const sampleAt = (id: number): Sample => ({ id, tokens: columns.tokens[id] ?? 0, tiles: columns.tiles[id] ?? 0 });

  const drawn = new Uint8Array(columns.count());
  const sources: { readonly numbers: readonly number[]; readonly length: number }[] = [];
  for (const dataset of columns.datasets) {
    const numbers = await breathing(listed(occurrences(dataset)), breathe);
    for (const number of numbers) drawn[number] = 1;
    sources.push({ numbers, length: numbers.length });
    await breathe?.();
  }
  const fallen = { over_long: 0, not_drawn: 0 };
  for (let id = 0; id < columns.count(); id++) {
    if (id % samplesAtOnce === 0) await breathe?.();
    const sample = sampleAt(id);
    const reason = drawn[id] === 0 ? 'not_drawn' : packable(sample, settings) ? undefined : 'over_long';
    if (reason === undefined) continue;
    fallen[reason] += 1;
    const detail = reason === 'over_long' ? { detail: { tokens: sample.tokens, tiles: sample.tiles } } : {};
    yield { kind: 'dropped', row: columns.ref(id), reason, ...detail };
  }
  const numbers =
    settings.mode === 'offline'
      ? joined(sources.map((source) => source.numbers))
      : interleaved(sources, seededRandom(context.draw('order')));
  const set = await breathing(listed(packableOf(numbers, sampleAt, settings)), breathe);
  const packs = await packsOf(set, settings, context.draw('packs'), breathe);
  const read = new Uint16Array(columns.count());
  const readingOf = (id: number): number => {
    const before = read[id] ?? 0;
    read[id] = before + 1;
    return before;
  };
  for (const [at, one] of packs.entries()) {
    if (at % packsAtOnce === 0) await breathe?.();
    yield lineOf(one, columns, settings, readingOf);
  }
  yield {
    kind: 'facts',
    facts: {
      ...(await breathing(factsOf(packs, set, settings), breathe)),
      overLong: fallen.over_long,
      notDrawn: fallen.not_drawn,
    },
  };
};

function* joined(lists: readonly (readonly number[])[]): Generator<number> {
  for (const list of lists) yield* list;
}

function* packableOf(
  numbers: Iterable<number>,
  sampleAt: (id: number) => Sample,
  limits: MixOptions['pack'],
): Generator<Sample> {
  for (const number of numbers) {
    const sample = sampleAt(number);
    if (packable(sample, limits)) yield sample;
  }
}

/** Packs in the order of training: offline ones shuffled, since best fit puts the long samples first. */
async function packsOf(
  set: readonly Sample[],
  { mode, ...limits }: MixOptions['pack'],
  seed: number,
  breathe: WholeServices['breathe'],
): Promise<readonly Pack[]> {
  if (mode === 'offline') {
    const packed = await breathing(packingOf(set, limits), breathe);
    await breathe?.();
    return shuffled(packed, seededRandom(seed));
  }
  return breathing(listed(packOnline(set, { ...limits, compat: mode === 'repo' ? 'repo' : 'paper' })), breathe);
}

/** @param readingOf how many times a sample was taken before, one more at each call */
function lineOf(
  { ids, tokens, tiles }: Pack,
  columns: PackColumns,
  { loss }: MixOptions['pack'],
  readingOf: (id: number) => number,
): WholeLine {
  const numbers = ids.map(Number);
  const members = numbers.map((id) => columns.ref(id));
  const lengths = numbers.map((id) => columns.tokens[id] ?? 0);
  const trainable = numbers.map((id) => columns.trainable[id] ?? 0);
  const fields: RowFields = {
    members: members.map(({ id }) => id),
    readings: numbers.map(readingOf),
    cu_seqlens: packBoundaries(lengths),
    tiles: numbers.map((id) => columns.tiles[id] ?? 0),
    trainable,
    weights: trainable.map((one) => lossWeight(one, loss)),
    loss,
    tokens,
    tileSlots: tiles,
  };
  const distinct = [...new Map(members.map((one) => [one.id, one])).values()];
  return { kind: 'row', fields, parents: distinct };
}

function* factsOf(packs: readonly Pack[], set: readonly Sample[], limits: MixOptions['pack']): Paced<StageFacts> {
  const tokens = set.reduce((sum, one) => sum + one.tokens, 0);
  yield;
  const tiles = set.reduce((sum, one) => sum + tileSlots(one, limits), 0);
  yield;
  const fill = (amount: number, most: number): number =>
    packs.length === 0 ? 0 : Number((amount / (packs.length * most)).toFixed(6));
  return {
    mode: limits.mode,
    packs: packs.length,
    samples: set.length,
    tokens,
    tiles,
    tokenFill: fill(tokens, limits.maxTokens),
    tileFill: fill(tiles, limits.maxTiles),
    binding: tiles / limits.maxTiles > tokens / limits.maxTokens ? 'tiles' : 'tokens',
    fewest: yield* fewestOf(set, limits),
  };
}
