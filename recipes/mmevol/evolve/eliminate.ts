import type { Judged } from './judge.ts';
import { fallen, type Sifted, type Turn } from './turn.ts';

/** Keeps what improved and nothing else decides: no score drops an item (section 6). */
export function eliminate(turn: Turn, judged: readonly Judged[]): Sifted<Judged> {
  return {
    passed: judged.filter(({ verdict }) => verdict.improved),
    fallen: judged
      .filter(({ verdict }) => !verdict.improved)
      .map(({ index, item, verdict, call, judgeCall }) =>
        fallen(turn, { index, question: item.question, calls: [call, judgeCall] }, 'dropped', 'not_improved', {
          score: verdict.score,
          judgeReason: verdict.reason,
          item: { ...item },
        }),
      ),
  };
}
