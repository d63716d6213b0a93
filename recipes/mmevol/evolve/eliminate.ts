import type { PartReject } from '../../outcome.ts';
import type { Judged } from './judge.ts';
import { fallen, type Sifted, type Turn } from './turn.ts';

function turnedDown(turn: Turn, { index, item, call, judgement }: Judged): PartReject {
  const part = { index, question: item.question };
  const why = { judgeReason: judgement.reason, item: { ...item } };
  return judgement.by === 'rule'
    ? fallen(turn, { ...part, calls: [call] }, 'dropped', 'adds_nothing', why)
    : fallen(turn, { ...part, calls: [call, judgement.call] }, 'dropped', 'not_improved', {
        score: judgement.score,
        ...why,
      });
}

/** Keeps what improved and nothing else decides: no score drops an item (section 6). */
export function eliminate(turn: Turn, judged: readonly Judged[]): Sifted<Judged> {
  return {
    passed: judged.filter(({ judgement }) => judgement.improved),
    fallen: judged.filter(({ judgement }) => !judgement.improved).map((one) => turnedDown(turn, one)),
  };
}
