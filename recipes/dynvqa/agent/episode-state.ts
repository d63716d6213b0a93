import type { Hit } from '../../retrieval.ts';
import type { PlannedStep } from './planned-step.ts';
import type { ShownHit, StepRecord } from './step-record.ts';

/** Consecutive steps without a new document after which going on is idle. */
const mostBarrenSteps = 2;

export interface EpisodeLimits {
  /** @default 5 as the paper */
  readonly maxSteps: number;
  /** Searches without which no answer is taken, as far as the steps go. @default 0 */
  readonly minSearches?: number;
  /** Pictures of results shown in one episode. @default 9 */
  readonly imageQuota: number;
  /** Pictures shown after one search. @default 5 */
  readonly imagesPerStep: number;
}

const folded = (query: string): string =>
  query
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();

/** Two searches of one episode with the same key would find the same. */
export function searchKey(plan: PlannedStep): string | null {
  if (plan.action === 'answer' || plan.action === 'none') return null;
  return 'query' in plan ? `${plan.action} ${folded(plan.query)}` : plan.action;
}

const keyOf = ({ action, query }: StepRecord): string => (query === undefined ? action : `${action} ${folded(query)}`);

/** Whether this episode has made the search already. */
export function isRepeated(plan: PlannedStep, steps: readonly StepRecord[]): boolean {
  const key = searchKey(plan);
  return (
    key !== null && steps.some((step) => (step.result === 'found' || step.result === 'nothing') && keyOf(step) === key)
  );
}

/** Whether searches are owed before an answer is taken. */
export function owesSearch(steps: readonly StepRecord[], { minSearches = 0 }: EpisodeLimits): boolean {
  return steps.filter(({ calls }) => calls.retrieve !== undefined).length < minSearches;
}

/** Pictures of results that may still be shown: counted by those that were, anew for each episode. */
export function imagesLeft(steps: readonly StepRecord[], { imageQuota }: EpisodeLimits): number {
  return imageQuota - steps.reduce((sum, { hits }) => sum + hits.filter(({ image }) => image !== undefined).length, 0);
}

/** Hits as the planner is to see them, pictures only as far as the quota goes. */
export function toShown(hits: readonly Hit[], left: number, { imagesPerStep }: EpisodeLimits): readonly ShownHit[] {
  let pictures = Math.max(0, Math.min(left, imagesPerStep));
  return hits.map(({ docId, title, snippet, url, publishedAt, image }) => {
    const shown = image !== undefined && pictures-- > 0;
    return {
      docId,
      title,
      text: snippet,
      ...(url === undefined ? {} : { url }),
      ...(publishedAt === undefined ? {} : { date: publishedAt }),
      ...(shown ? { image: image.sha256 } : {}),
    };
  });
}

/** Whether the last steps brought no document that was not there before. */
export function isBarren(steps: readonly StepRecord[]): boolean {
  if (steps.length < mostBarrenSteps) return false;
  const before = new Set(steps.slice(0, -mostBarrenSteps).flatMap(({ hits }) => hits.map(({ docId }) => docId)));
  const recent = steps.slice(-mostBarrenSteps);
  return !recent.some(({ hits }) => hits.some(({ docId }) => !before.has(docId)));
}
