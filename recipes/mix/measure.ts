import type { ItemProgram } from '../item-program.ts';
import type { Outcome, RowFields } from '../outcome.ts';
import type { Turn } from '../internvl/samples/sample.ts';
import { withVideoMark } from '../internvl/samples/video-placeholders.ts';
import { imageTokenCount } from '../internvl/tiling.ts';
import { cutSample, type Lengths, type Piece } from './cut-sample.ts';
import { loaderFaults, videoFaults } from './faults.ts';
import { datasetOptions, type MixOptions } from './options.ts';
import { imageMark, withPlaceholders } from './placeholders.ts';
import { importedSample, picturesOf } from './sample-row.ts';
import { shownTurns } from './shown-turns.ts';
import { tileGrids } from './tile-grids.ts';

type Count = (text: string) => Promise<number>;

/** Tokens of the turns in the template. Text on either side of a placeholder is read apart, as the trainer does. */
async function lengthsOf(
  turns: readonly Turn[],
  { system, human, gpt }: MixOptions['template'],
  count: Count,
): Promise<Lengths> {
  let text = turns[0]?.from === 'system' || system === '' ? 0 : await count(system);
  let trainable = 0;
  for (const { from, value } of turns) {
    const [before, after] = from === 'gpt' ? gpt : human;
    const inside = await sum(value.split(imageMark).map((piece) => (piece === '' ? 0 : count(piece))));
    const around = await sum([count(before), count(after)]);
    text += inside + around;
    // Of the text behind an answer the end mark is learnt, not the line break after it.
    if (from === 'gpt') trainable += inside + (await count(after.trimEnd()));
  }
  return { text, trainable };
}

async function sum(values: readonly (number | Promise<number>)[]): Promise<number> {
  return (await Promise.all(values)).reduce((total, value) => total + value, 0);
}

/** Puts placeholders in place and counts tokens and tiles; cuts what is too long, where that is wanted. `dropped` with `bad_structure` where the trainer's loader would stumble. */
export const measure: ItemProgram = async ({ seed }, services, context): Promise<Outcome> => {
  const { part, conversations, ...sample } = importedSample.parse(seed);
  const options = context.options as MixOptions;
  const dataset = part ?? options.name;
  const pictures = picturesOf(sample);
  const { video } = sample;
  const turns = video ? withVideoMark(conversations) : withPlaceholders(conversations, pictures.length);
  const faults = video ? videoFaults(turns) : loaderFaults(turns, pictures.length);
  if (faults.length > 0) return { kind: 'dropped', reason: 'bad_structure', detail: { dataset, faults: [...faults] } };
  const count = services.countTokens;
  if (!count) throw new Error('a mix is measured by a tokenizer: input.files.tokenizer');
  const grids = tileGrids(sample, datasetOptions(options, dataset).maxDynamicPatch, options);
  const tiles = grids.map((grid) => grid.tiles);
  const visual = tiles.reduce((total, one) => total + imageTokenCount(one, options.tileSize), 0);
  const lengths = (of: readonly Turn[]): Promise<Lengths> => lengthsOf(of, options.template, count);
  const whole: Piece = { turns, ...(await lengths(shownTurns(turns, sample))) };
  const { overLong, maxTokens, mode } = options.pack;
  const cut = overLong === 'cut' && mode !== 'none' && pictures.length === 0 && whole.text > maxTokens;
  const pieces = cut ? await cutSample(turns, maxTokens, lengths) : [whole];
  const rows = pieces.map((piece, at) => ({
    ...sample,
    ...(pieces.length > 1 && sample.source_id !== undefined ? { source_id: `${sample.source_id}/${at + 1}` } : {}),
    conversations: piece.turns,
    dataset,
    tokens: piece.text + visual,
    trainable: piece.trainable,
    tiles,
  }));
  return { kind: 'kept', rows: rows.map((row) => JSON.parse(JSON.stringify(row)) as RowFields) };
};
