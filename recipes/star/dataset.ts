/** Datasets whose published form is known (paper, section 4). */
export const starDatasets = ['arithmetic', 'commonsenseqa', 'gsm8k'] as const;
export type StarDataset = (typeof starDatasets)[number];

export interface Choice {
  readonly label: string;
  readonly text: string;
}

export interface StarProblem {
  readonly dataset: StarDataset;
  /** Arithmetic: the sum to do, digits apart: `2 9 + 5 7`. */
  readonly question: string;
  readonly choices?: readonly Choice[];
  /** Gold: a choice's label, a number or GSM8K's whole solution, or the sum with its digits apart. */
  readonly answer: string;
}
