/** One round of one stage: every row is asked once. */
export const plan = { shape: 'lanes', stages: ['generate'], rounds: (): number => 1 } as const;
