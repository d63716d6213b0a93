import type { Outcome, PartReject, RowFields } from '../../outcome.ts';
import type { EvolvedItem } from '../image-record.ts';
import { judgeSettings } from '../options.ts';
import { knownSkill, skillKey } from '../skill-names.ts';
import type { Judged } from './judge.ts';
import type { Turn } from './turn.ts';

function evolved(
  { operator, round, promptVersion }: Turn,
  { item, judgement, parentIndex, call, compact }: Judged,
): EvolvedItem {
  return {
    ...item,
    ...(judgement.by === 'model' ? { score: judgement.score } : {}),
    judgeReason: judgement.reason,
    lineage: {
      parentIndex,
      operator,
      round,
      promptVersion,
      generatorCall: call,
      judgedBy: judgement.by,
      ...(judgement.by === 'model' ? { judgeCall: judgement.call } : {}),
      ...(compact ? { compact } : {}),
    },
  };
}

function commonest(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['empty_answer', 0])[0];
}

/** Skills outside the vocabulary, which models drift to. */
function unknownSkills(kept: readonly Judged[]): string[] {
  const written = kept.flatMap(({ item }) => item.skills).filter((skill) => knownSkill(skill) === null);
  return [...new Set(written.map(skillKey))].toSorted();
}

const indexOf = ({ unit }: PartReject) => Number(unit.slice('qa/'.length));

/**
 * One row with the surviving list; `all_eliminated` where the list is empty, so that the next round takes the parent again;
 * failed where no item could even be made or judged.
 */
export function outcomeOf(
  turn: Turn,
  kept: readonly Judged[],
  fell: readonly PartReject[],
  repairs: readonly string[],
): Outcome {
  const rejects = fell.toSorted((a, b) => indexOf(a) - indexOf(b));
  const { operator, promptVersion, options, record } = turn;
  const how = { operator, profile: options.profile, promptVersion };
  if (kept.length > 0) {
    const row = {
      ...record,
      ...how,
      models: { generator: 'generator', judge: judgeSettings(options).by === 'rule' ? 'rule' : 'judge' },
      repairs: repairs.toSorted(),
      unknown_skills: unknownSkills(kept),
      conversations: kept.toSorted((a, b) => a.index - b.index).map((one) => evolved(turn, one)),
    };
    return { kind: 'kept', rows: [row as RowFields], rejects };
  }
  if (rejects.every(({ kind }) => kind === 'failed')) {
    return { kind: 'failed', reason: commonest(rejects.map(({ reason }) => reason)), detail: how, rejects };
  }
  return { kind: 'dropped', reason: 'all_eliminated', detail: how, rejects };
}
