import type { Language } from '../../language.ts';

/** The five releases, as the files are named (`DynVQA_<language>.<version>.jsonl`). */
export const publishedVersions = ['202406', '202408', '202410', '202412', '202502'] as const;
export type PublishedVersion = (typeof publishedVersions)[number];

/** A question of a release with the files' faults mended. */
export interface PublishedQuestion {
  /** `en1` … `en715`, `zh1` … `zh737`; the same question in every version. en-k and zh-k are different questions. */
  readonly id: string;
  readonly language: Language;
  readonly imageUrl: string;
  readonly question: string;
  /** Distinct aliases, trimmed; empty while the question is pending. */
  readonly answers: readonly string[];
  /** The question with the depicted entity named; null where the file holds `NaN`. */
  readonly goldenQuery: string | null;
  /** A pending question has no gold: it is reported but not scored. */
  readonly state: 'active' | 'pending';
  /** Name of the source collection in the image's address. */
  readonly collection: string | null;
  /** sha256 of the line as it stands in the file. */
  readonly line: string;
}
