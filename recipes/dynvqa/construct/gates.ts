import type { Language } from '../../language.ts';
import type { Hit } from '../../retrieval.ts';
import { f1Recall } from '../metric/f1-recall.ts';
import { fairScore } from '../metric/fair-score.ts';
import { tokenizeChinese } from '../metric/tokenize-chinese.ts';
import { tokenizeEnglish } from '../metric/tokenize-english.ts';

/** Limits of the gates of section 3.2; each is a number the specification gives. */
export const gateLimits = {
  /** A1: documents of different sources that state the fact. */
  independentSources: 2,
  /** A2: tokens of an answer. */
  answerTokens: 12,
  /** A4: equal votes of three. */
  labelVotes: 2,
  /** A6: yes of three to "is this X". */
  imageVotes: 2,
  /** A8: right answers of four without any search, from which on the question is too easy. */
  closedBookHits: 3,
  /** A9: tries with the golden query, one of which must find the whole answer. */
  goldenTries: 3,
} as const;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whom a document comes from: its host, else itself. */
export function sourceOf({ url, docId }: Pick<Hit, 'url' | 'docId'>): string {
  const host = url === undefined ? undefined : /^[a-z]+:\/\/(?:www\.)?([^/:?#]+)/iu.exec(url)?.[1];
  return host?.toLowerCase() ?? docId;
}

/** A1, A2: documents that hold the text of an answer. */
export const stating = (answer: string, hits: readonly Hit[]): readonly Hit[] =>
  hits.filter(({ title, snippet }) => folded(`${title} ${snippet}`).includes(folded(answer)));

export const independentSources = (hits: readonly Hit[]): number => new Set(hits.map(sourceOf)).size;

/** A2: tokens of an answer, as the metric counts them. */
export const answerTokens = (answer: string, language: Language): number =>
  (language === 'en' ? tokenizeEnglish(answer) : tokenizeChinese(answer)).length;

/** A5: how often a span stands in the query. */
export const occurrences = (span: string, query: string): number =>
  span.trim() === '' ? 0 : folded(query).split(folded(span)).length - 1;

/** A7: whether a question names what it must only point at. Latin names count as whole words. */
export function namesAny(text: string, names: readonly string[]): boolean {
  const inside = folded(text);
  return names.some((name) => {
    const wanted = folded(name.trim());
    if (wanted === '') return false;
    if (!/^[\p{Script=Latin}\p{N}\s\p{P}]+$/u.test(wanted)) return inside.includes(wanted);
    const escaped = wanted.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(inside);
  });
}

/** A7 to A10: whether an answer holds the whole gold; recall as the metric, but no long list of guesses counts. */
export function answersFully(answer: string, gold: readonly string[], language: Language): boolean {
  return f1Recall(answer, gold, language).score === 1 && fairScore(answer, gold, language) !== null;
}

/** A4: the value most votes agree on; null where too few do. */
export function majority<T extends string>(votes: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return best && best[1] >= gateLimits.labelVotes ? best[0] : null;
}
