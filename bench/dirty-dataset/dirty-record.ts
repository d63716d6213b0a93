/** A record of the made-up dataset, with what the trainer would read of it. */
export interface DirtyRecord {
  readonly id: string;
  readonly conversations: readonly { readonly from: string; readonly value: string }[];
  readonly image?: string;
}

export const exchange = (question: string, answer: string): DirtyRecord['conversations'] => [
  { from: 'human', value: question },
  { from: 'gpt', value: answer },
];

/** Something wrong that was put in on purpose. */
export interface Planted {
  readonly kind: string;
  readonly record: DirtyRecord;
  /** Id of the clean record it is a copy of: one of the two is to stay. */
  readonly copyOf?: string;
}
