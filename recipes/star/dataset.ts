import { z } from 'zod';

/** Datasets whose published form is known (paper, section 4), and questions about images. */
export const starDatasets = ['arithmetic', 'commonsenseqa', 'gsm8k', 'multimodal'] as const;
export type StarDataset = (typeof starDatasets)[number];

/** How sums are written in prompts: digits apart as in the paper, or column by column for character models. */
export const notations = ['spaced', 'columns'] as const;
export type Notation = (typeof notations)[number];

export const choice = z.object({ label: z.string(), text: z.string() }).readonly();
export type Choice = z.infer<typeof choice>;

export interface StarProblem {
  readonly dataset: StarDataset;
  /** Arithmetic: the sum to do, digits apart: `2 9 + 5 7`. */
  readonly question: string;
  readonly choices?: readonly Choice[];
  /** Gold: a choice's label, a number or GSM8K's whole solution, the sum with its digits apart, or a short text. */
  readonly answer: string;
  /** Further answers that count as right, of open questions. */
  readonly accepted?: readonly string[];
  /** Of arithmetic. @default 'spaced' */
  readonly notation?: Notation;
  /** Of questions about an image: a rationale begins with what is seen. @default false */
  readonly describe?: boolean;
}
