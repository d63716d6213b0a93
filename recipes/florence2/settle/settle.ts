import type { Row } from '../../item-program.ts';
import type { StageFacts } from '../../stage-facts.ts';
import type { SealedRows, WholeStage } from '../../whole-stage.ts';
import { auditJudges } from '../audit/precision.ts';
import type { Florence2Options } from '../options.ts';
import { asFields, pictureRow } from '../picture-row.ts';
import { decide } from './decide.ts';

/**
 * The dataset after a round: its own pictures where it is accepted, those that stood where not. A picture that failed in an accepted
 * round keeps what it had. The facts are those of the round that stands, so that the next one is measured against it.
 */
export const settle: WholeStage = async function* ({ merged = nothing, accepted = nothing }, _, context) {
  const { acceptance } = context.options as Florence2Options;
  const { evaluate = {}, before } = context.facts;
  const decision = decide(evaluate, before, acceptance);
  for await (const [now, standing] of sideBySide(merged, accepted)) {
    const chosen = decision.accepted ? (now ?? standing) : standing;
    if (chosen) yield { kind: 'row', fields: fieldsOf(chosen), parents: [chosen] };
    if (now && now !== chosen) yield { kind: 'dropped', row: now, reason: 'round_rejected' };
    if (standing && standing !== chosen) yield { kind: 'dropped', row: standing, reason: 'superseded' };
  }
  const measures: StageFacts = decision.accepted ? { ...lastBound(before), ...evaluate } : (before ?? {});
  const { accepted: isAccepted, done, reason, quiet, rejections } = decision;
  yield { kind: 'facts', facts: { ...measures, accepted: isAccepted, done, reason, quiet, rejections } };
};

/** Where nobody judges a round, the bound of the last audit with verdicts goes on to those after it. */
const lastBound = (before: StageFacts = {}): StageFacts =>
  Object.fromEntries(
    Object.values(auditJudges).flatMap((by) => {
      const bound = before[`${by}Low`];
      return bound === undefined ? [] : [[`${by}Low`, bound]];
    }),
  );

const fieldsOf = (row: Row) => asFields(pictureRow.parse(row));

async function* nothing(): AsyncGenerator<Row> {}

/** Rows of two lists by picture; both are in the order of the import, and either may miss some that the other has. */
async function* sideBySide(
  merged: SealedRows,
  accepted: SealedRows,
): AsyncGenerator<readonly [Row | undefined, Row | undefined]> {
  const now = merged()[Symbol.asyncIterator]();
  let next = await now.next();
  let any = false;
  for await (const standing of accepted()) {
    any = true;
    const same = !next.done && next.value.origin === standing.origin;
    yield [same && !next.done ? next.value : undefined, standing];
    if (same) next = await now.next();
  }
  if (any) return;
  for (; !next.done; next = await now.next()) yield [next.value, undefined];
}
