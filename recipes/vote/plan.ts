/** One round of one stage: every question is answered and voted on once. */
export const plan = { shape: 'lanes', stages: ['vote'], rounds: (): number => 1 } as const;
