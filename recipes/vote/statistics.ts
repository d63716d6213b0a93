import { elect } from './elect.ts';
import type { VoteOptions } from './options.ts';
import type { VoteRow } from './vote-row.ts';

export interface AgreementBin {
  /** Lower edge; the bin reaches to the next one's. */
  readonly from: number;
  readonly rows: number;
  /** Of these with gold answers, and the right ones among them. */
  readonly graded: number;
  readonly right: number;
}

/** Shares of the questions with gold answers that each way of answering gets right; null where it was not asked. */
export interface Accuracies {
  readonly elected: number | null;
  readonly direct: number | null;
  /** One reasoned answer. */
  readonly cot: number | null;
  readonly majority: number | null;
  /** The higher of `direct` and `cot`, over the whole benchmark; never question by question, which would need the gold answers. */
  readonly maxDirectCot: number | null;
}

export interface VoteStatistics {
  readonly rows: number;
  readonly pseudoLabels: number;
  /** Right ones among the pseudo-labels with gold answers. */
  readonly pseudoLabelAccuracy: number | null;
  readonly meanAgreement: number | null;
  readonly bins: readonly AgreementBin[];
  /** Questions with gold answers, those without a readable answer among them. */
  readonly graded: number;
  readonly accuracy: Accuracies;
  readonly pairs: number;
  /** Questions with gold answers all whose samples are wrong: a queue for hints. */
  readonly allWrong: number;
}

const edges = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Sums up a campaign of votes, row by row. `add` takes the questions asked, then what was kept of them. */
export function voteStatistics({ policy, compare }: VoteOptions): {
  add(asked: readonly unknown[], kept: readonly VoteRow[]): void;
  finish(): VoteStatistics;
} {
  const bins = edges.map((from) => ({ from, rows: 0, graded: 0, right: 0 }));
  const sums = { rows: 0, labels: 0, labelGraded: 0, labelRight: 0, agreement: 0, graded: 0, pairs: 0, allWrong: 0 };
  const right = { elected: 0, direct: 0, cot: 0, majority: 0 };
  const isDirect = policy === 'direct';

  function addRow(row: VoteRow): void {
    const { agreement, pseudoLabel, correct, samples, direct, pairs = [] } = row;
    const bin = bins.findLast(({ from }) => agreement >= from - 1e-12) ?? bins[0];
    sums.rows += 1;
    sums.agreement += agreement;
    sums.pairs += pairs.length;
    if (pseudoLabel) sums.labels += 1;
    if (bin) bin.rows += 1;
    if (correct === undefined) return;
    const hit = (one: { readonly correct?: boolean | undefined } | undefined): number => (one?.correct ? 1 : 0);
    if (bin) {
      bin.graded += 1;
      bin.right += hit({ correct });
    }
    if (pseudoLabel) {
      sums.labelGraded += 1;
      sums.labelRight += hit({ correct });
    }
    right.elected += hit({ correct });
    right.direct += hit(direct);
    right.cot += hit(samples.find(({ sample }) => sample === 0));
    right.majority += hit(elect(samples, samples.length, 'vote').winner);
    if (samples.length > 0 && samples.every((one) => !one.correct)) sums.allWrong += 1;
  }

  return {
    add(asked, kept) {
      sums.graded += asked.filter((row) => (row as { gold?: unknown }).gold !== undefined).length;
      kept.forEach(addRow);
    },
    finish() {
      const { rows, graded } = sums;
      const direct = compare || isDirect ? ratio(right.direct, graded) : null;
      const cot = isDirect ? null : ratio(right.cot, graded);
      return {
        rows,
        pseudoLabels: sums.labels,
        pseudoLabelAccuracy: ratio(sums.labelRight, sums.labelGraded),
        meanAgreement: ratio(sums.agreement, rows),
        bins,
        graded,
        accuracy: {
          elected: ratio(right.elected, graded),
          direct,
          cot,
          majority: isDirect || policy === 'cot' ? null : ratio(right.majority, graded),
          maxDirectCot: direct === null || cot === null ? null : Math.max(direct, cot),
        },
        pairs: sums.pairs,
        allWrong: sums.allWrong,
      };
    },
  };
}
