import type { JournalEntry } from '../artifacts/journal-entry.ts';
import { latencyHistogram, type LatencyHistogram } from './latency-histogram.ts';

export interface ModelAnswers {
  readonly model: string;
  readonly answers: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cost: number;
  /** Answers by finish reason: `stop`, `length`, `content_filter`. */
  readonly finishReasons: Readonly<Record<string, number>>;
  /** Milliseconds, within 2 %. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
}

export interface AnswerStatistics {
  readonly models: readonly ModelAnswers[];
  readonly workers: readonly { readonly worker: string; readonly answers: number }[];
}

interface ModelTally {
  answers: number;
  promptTokens: number;
  completionTokens: number;
  cost: number;
  readonly finishReasons: Map<string, number>;
  readonly latency: LatencyHistogram;
}

/** Adds up journal entries by model and by worker, in memory that does not grow with their number. */
export function answerTally(): { add(entry: JournalEntry): void; statistics(): AnswerStatistics } {
  const models = new Map<string, ModelTally>();
  const workers = new Map<string, number>();
  return {
    add({ model, worker, promptTokens, completionTokens, cost, finishReason, latencyMs }) {
      const tally = models.get(model) ?? {
        answers: 0,
        promptTokens: 0,
        completionTokens: 0,
        cost: 0,
        finishReasons: new Map<string, number>(),
        latency: latencyHistogram(),
      };
      models.set(model, tally);
      tally.answers += 1;
      tally.promptTokens += promptTokens;
      tally.completionTokens += completionTokens;
      tally.cost += cost;
      tally.finishReasons.set(finishReason, (tally.finishReasons.get(finishReason) ?? 0) + 1);
      tally.latency.add(latencyMs);
      workers.set(worker, (workers.get(worker) ?? 0) + 1);
    },
    statistics: () => ({
      models: [...models].sort(byName).map(([model, { finishReasons, latency, ...sums }]) => ({
        model,
        ...sums,
        finishReasons: Object.fromEntries([...finishReasons].sort(byName)),
        latencyMs: { p50: latency.quantile(0.5), p95: latency.quantile(0.95) },
      })),
      workers: [...workers].sort(byName).map(([worker, answers]) => ({ worker, answers })),
    }),
  };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
