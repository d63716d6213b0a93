import type { RowFields } from '../../outcome.ts';
import { samePicture } from '../../hash-distance.ts';
import { decodeVector } from '../../embedding.ts';
import { cosine } from '../../vectors.ts';
import { benchmarkIndex } from '../../internvl/decontamination/benchmark-index.ts';
import { decontaminationSettings } from '../../internvl/decontamination/settings.ts';
import type { Language } from '../../language.ts';
import { fairScore } from '../metric/fair-score.ts';
import type { BenchmarkQuestion } from './benchmark-question.ts';

/** By what an episode is compared with the benchmark. */
export interface Fingerprint {
  readonly query: string;
  readonly language: Language;
  readonly sha256: string;
  readonly phash?: string | undefined;
  readonly vector?: string | undefined;
}

/**
 * How an episode is one of the benchmark: `same_picture` by content or within 6 of 64 bits; `same_words`: the queries' token F1 is at
 * least 0.95; `shared_words`: they share a run of 13 words, or of 8 where either has fewer; `near_query`: the cosine of their vectors
 * is at least 0.95.
 */
export type BenchmarkRule = 'same_picture' | 'same_words' | 'shared_words' | 'near_query';

export interface BenchmarkLeak extends RowFields {
  readonly rule: BenchmarkRule;
  /** The benchmark's question. */
  readonly question_id: string;
}

/** Thresholds of section 6.4 of the specification. */
const sameQuery = 0.95;

export interface BenchmarkFilter {
  /** Takes a question in; call before the first `leakOf`. */
  add(question: BenchmarkQuestion): void;
  leakOf(episode: Fingerprint): BenchmarkLeak | undefined;
  readonly size: () => number;
}

/** Knows the benchmark's pictures and queries, which it holds in memory. */
export function benchmarkFilter(): BenchmarkFilter {
  const questions: {
    readonly question_id: string;
    readonly query: string;
    readonly vector: Float32Array | undefined;
  }[] = [];
  const pictures = new Map<string, string>();
  const index = benchmarkIndex(decontaminationSettings.parse({ hamming: samePicture }));

  const byWords = ({ query, language }: Fingerprint) =>
    questions.find((one) => (fairScore(query, [one.query], language)?.f1 ?? 0) >= sameQuery);

  function byVector({ vector }: Fingerprint) {
    if (vector === undefined) return undefined;
    const mine = decodeVector(vector);
    return questions.find((one) => one.vector !== undefined && cosine(mine, one.vector) >= sameQuery);
  }

  return {
    add({ question_id, query, image_sha256, phash, vector }) {
      questions.push({ question_id, query, vector: vector === undefined ? undefined : decodeVector(vector) });
      if (image_sha256 !== undefined) pictures.set(image_sha256, question_id);
      index.add({ id: question_id, benchmark: 'benchmark', text: query });
      if (phash !== undefined) index.add({ id: question_id, benchmark: 'benchmark', text: '', pictures: [phash] });
    },
    leakOf(episode) {
      const { sha256, phash, query } = episode;
      const copied = pictures.get(sha256);
      if (copied !== undefined) return { rule: 'same_picture', question_id: copied };
      const alike = phash === undefined ? undefined : index.leakIn({ text: '', pictures: [phash] });
      if (alike) return { rule: 'same_picture', question_id: alike.item };
      const worded = byWords(episode);
      if (worded) return { rule: 'same_words', question_id: worded.question_id };
      const run = index.leakIn({ text: query });
      if (run) return { rule: 'shared_words', question_id: run.item };
      const near = byVector(episode);
      return near && { rule: 'near_query', question_id: near.question_id };
    },
    size: () => questions.length,
  };
}
