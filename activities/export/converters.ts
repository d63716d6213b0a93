import { z } from 'zod';
import type { Row } from '../../recipes/item-program.ts';
import { toLlavaSample, toShareGptSample, turnCount } from '../../recipes/curate/index.ts';
import { imageRecord, toLlava, toShareGpt } from '../../recipes/mmevol/index.ts';
import type { RecipeName } from '../../recipes/registry.ts';
import * as vote from '../../recipes/vote/index.ts';
import { dynvqaExport } from './dynvqa-records.ts';
import type { ExportRecord, OwnFormat } from './format.ts';
import { mixExport } from './mix-records.ts';
import { starExport } from './star-records.ts';

/**
 * A kept row as a record of the format, undefined where it is none. `image`: path of its image, where it has one; `paths`: those of its
 * further images by sha256.
 */
export type Convert = (
  row: Row,
  image: string | undefined,
  paths: ReadonlyMap<string, string>,
) => ExportRecord | undefined;

export interface RecipeExport {
  /** Further formats are made from LLaVA's record. */
  readonly formats: Readonly<Partial<Record<OwnFormat, Convert>>>;
  /** Preference pairs of a row, where the recipe has some. */
  readonly preferences?: (row: Row, image: string | undefined) => readonly ExportRecord[];
  /** Questions with answers in a row. */
  readonly turns: (row: Row) => number;
  /** sha256 of images a record names besides that of its row. @default none */
  readonly images?: (row: Row) => readonly string[];
}

const answered = z.looseObject({ prompt: z.string(), answer: z.string() });
const evolved = (row: Row) => ({ id: row.id, conversations: imageRecord.parse(row).conversations });
const elected = (row: Row) => ({ ...vote.voteRow.parse(row), id: row.id });
const plain = (value: unknown) => value as ExportRecord;

/** What each recipe's rows become. */
export const recipeExports: Readonly<Record<RecipeName, RecipeExport>> = {
  curate: { formats: { llava: toLlavaSample, sharegpt: toShareGptSample }, turns: turnCount },
  dynvqa: dynvqaExport,
  mmevol: {
    formats: {
      llava: (row, image = '') => plain(toLlava(evolved(row), image)),
      sharegpt: (row, image = '') => plain({ id: row.id, ...toShareGpt(evolved(row), image) }),
    },
    turns: (row) => evolved(row).conversations.length,
  },
  generate: {
    formats: {
      llava(row, image) {
        const { prompt, answer } = answered.parse(row);
        const asked = image === undefined ? prompt : `<image>\n${prompt}`;
        const conversations = [
          { from: 'human', value: asked },
          { from: 'gpt', value: answer },
        ];
        return { id: row.id, ...(image === undefined ? {} : { image }), conversations };
      },
      sharegpt(row, image) {
        const { prompt, answer } = answered.parse(row);
        const messages = [
          { role: 'user', content: image === undefined ? prompt : `<image>${prompt}` },
          { role: 'assistant', content: answer },
        ];
        return { id: row.id, messages, ...(image === undefined ? {} : { images: [image] }) };
      },
    },
    turns: () => 1,
  },
  mix: mixExport,
  star: starExport,
  vote: {
    formats: {
      llava: (row, image) => plain(vote.toLlava(elected(row), image)),
      sharegpt: (row, image) => plain(vote.toShareGpt(elected(row), image)),
    },
    preferences: (row, image) => vote.toPreferences(elected(row), image).map(plain),
    turns: () => 1,
  },
};
