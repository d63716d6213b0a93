import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { decisionKey, decisionsPrefix } from '../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

/** A fact decided outside the rows, recorded before it takes effect. Append-only. */
export const decision = z.strictObject({
  v: z.literal(1),
  /** Made by whoever decides, so that recording it twice leaves one. */
  id: z.string(),
  kind: z.enum([
    'launch',
    'pause',
    'unpause',
    'cancel',
    'resume',
    'retry',
    'operations',
    'budget',
    'fork',
    'accept',
    'reject',
    'review',
    'stop',
    'trainer',
  ]),
  at: z.string(),
  reason: z.string().optional(),
  /** `retry`: the revision it opens, and the first round it concerns. Of a round's own decision: both, for which it was made. */
  revision: z.int().min(1).optional(),
  round: z.int().min(1).optional(),
  /** `review`: the stage whose flagged rows were reviewed, and the sha256 of the verdicts. */
  stage: z.string().optional(),
  verdicts: z.string().optional(),
  /** `operations`: the number in force from here. */
  operations: z.int().min(1).optional(),
});
export type Decision = z.infer<typeof decision>;

export async function readDecisions(
  store: ArtifactStore,
  campaign: string,
  options?: CallOptions,
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for await (const { key } of store.list(decisionsPrefix(campaign), options)) {
    const bytes = await store.get(key, options);
    if (bytes) decisions.push(decision.parse(JSON.parse(bytes.toString('utf8'))));
  }
  return decisions;
}

export async function recordDecision(
  store: ArtifactStore,
  campaign: string,
  made: Decision,
  options?: CallOptions,
): Promise<void> {
  for (;;) {
    const before = await readDecisions(store, campaign, options);
    if (before.some(({ id }) => id === made.id)) return;
    const key = decisionKey(campaign, before.length + 1);
    if ((await store.putOnce(key, canonicalJson(made), 'application/json', options)) === 'created') return;
  }
}

/** The newest revision a retry has opened. */
export function newestRevision(decisions: readonly Decision[]): number {
  return Math.max(1, ...decisions.map(({ revision }) => revision ?? 1));
}

/** First round a revision concerns, by its retry decision. */
export function firstRoundOf(decisions: readonly Decision[], revision: number): number {
  return decisions.find((made) => made.kind === 'retry' && made.revision === revision)?.round ?? 1;
}

/** The round after which the stop rule ended the campaign, as the newest revision has it. */
export function lastRoundOf(decisions: readonly Decision[]): number | undefined {
  const revision = newestRevision(decisions);
  return decisions.findLast((made) => made.kind === 'stop' && (made.revision ?? 1) === revision)?.round;
}
