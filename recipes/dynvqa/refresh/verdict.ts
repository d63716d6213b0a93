import type { Language } from '../../language.ts';
import { fairScore } from '../metric/fair-score.ts';
import { mostPendingCycles } from './policy.ts';

/** What a reader made of one source. */
export interface Reading {
  readonly answer: string;
  /** Whom the answer comes from: a host, or a document of its own. Two readings of one source are no agreement. */
  readonly source: string;
  readonly docId: string;
  /** Day of publication, where known. */
  readonly publishedAt?: string | undefined;
}

export interface RefreshedGold {
  readonly answers: readonly string[];
  readonly language: Language;
  readonly as_of: string | null;
  readonly pending_cycles: number;
}

/**
 * `unchanged`: the gold was read again, or nothing newer speaks of it; `changed`: two independent sources agree on a new value;
 * `pending`: they do not agree; `retired`: for the second time in a row.
 */
export type RefreshVerdict =
  | { readonly verdict: 'unchanged'; readonly why: 'confirmed' | 'nothing_newer' }
  | { readonly verdict: 'changed'; readonly answers: readonly string[]; readonly readings: readonly Reading[] }
  | { readonly verdict: 'pending' | 'retired'; readonly readings: readonly Reading[] };

const same = (a: string, b: readonly string[], language: Language): boolean =>
  fairScore(a, b, language)?.exact ?? false;

/** Readings that agree, largest number of independent sources first. */
function groups(readings: readonly Reading[], language: Language): readonly (readonly Reading[])[] {
  const found: Reading[][] = [];
  for (const reading of readings) {
    const group = found.find(([first]) => first && same(reading.answer, [first.answer], language));
    if (group) group.push(reading);
    else found.push([reading]);
  }
  return found.toSorted((a, b) => sources(b) - sources(a));
}

const sources = (readings: readonly Reading[]): number => new Set(readings.map(({ source }) => source)).size;

/**
 * Decides over a question's gold from what was read now. Sources older than the gold cannot show that it changed, so only newer
 * ones are heard where there are any. Section 3.3 of the specification.
 */
export function refreshVerdict(gold: RefreshedGold, readings: readonly Reading[]): RefreshVerdict {
  const { answers, language, as_of, pending_cycles } = gold;
  const isNewer = ({ publishedAt }: Reading): boolean =>
    as_of === null || publishedAt === undefined || publishedAt > as_of;
  const heard = readings.filter(isNewer);
  if (heard.length === 0 && answers.length > 0) return { verdict: 'unchanged', why: 'nothing_newer' };
  const [first] = groups(heard, language);
  const wanted = 2;
  if (first?.[0] && sources(first) >= wanted) {
    if (same(first[0].answer, answers, language)) return { verdict: 'unchanged', why: 'confirmed' };
    return { verdict: 'changed', answers: [...new Set(first.map(({ answer }) => answer))], readings: first };
  }
  if (heard.length > 0 && heard.every(({ answer }) => same(answer, answers, language)))
    return { verdict: 'unchanged', why: 'confirmed' };
  return { verdict: pending_cycles + 1 >= mostPendingCycles ? 'retired' : 'pending', readings: heard };
}
