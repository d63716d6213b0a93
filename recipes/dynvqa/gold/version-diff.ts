import type { PublishedQuestion } from './published-question.ts';

export interface VersionDiff {
  /** Questions of both versions. */
  readonly common: number;
  /** Ids of questions that only one version has. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Questions whose set of aliases differs (letter case and white space at the ends do not count). */
  readonly changed: readonly string[];
  /** Those of them that have no alias left in common. */
  readonly disjoint: readonly string[];
  /** Questions that lost their gold, and that got it back. */
  readonly pending: readonly string[];
  readonly refilled: readonly string[];
  /** Questions whose words or image differ; none in the published files. */
  readonly rewritten: readonly string[];
}

type Compared = Pick<PublishedQuestion, 'id' | 'answers' | 'question' | 'imageUrl'>;

const folded = ({ answers }: Compared): ReadonlySet<string> =>
  new Set(answers.map((alias) => alias.trim().toLowerCase()));

/** What changed between two versions of a question set. Section 2.1 of the specification. */
export function versionDiff(before: readonly Compared[], after: readonly Compared[]): VersionDiff {
  const old = new Map(before.map((question) => [question.id, question]));
  const now = new Set(after.map(({ id }) => id));
  const pairs = after.flatMap((question) => {
    const earlier = old.get(question.id);
    return earlier ? [{ id: question.id, earlier, question, a: folded(earlier), b: folded(question) }] : [];
  });
  const changed = pairs.filter(({ a, b }) => a.size !== b.size || [...a].some((alias) => !b.has(alias)));
  const ids = (of: readonly { readonly id: string }[]): readonly string[] => of.map(({ id }) => id);
  return {
    common: pairs.length,
    removed: ids(before.filter(({ id }) => !now.has(id))),
    added: ids(after.filter(({ id }) => !old.has(id))),
    changed: ids(changed),
    disjoint: ids(changed.filter(({ a, b }) => ![...a].some((alias) => b.has(alias)))),
    pending: ids(pairs.filter(({ a, b }) => a.size > 0 && b.size === 0)),
    refilled: ids(pairs.filter(({ a, b }) => a.size === 0 && b.size > 0)),
    rewritten: ids(
      pairs.filter(
        ({ earlier, question }) => earlier.question !== question.question || earlier.imageUrl !== question.imageUrl,
      ),
    ),
  };
}
