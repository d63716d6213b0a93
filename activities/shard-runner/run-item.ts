import { ZodError } from 'zod';
import type { CallRef, ItemContext, ItemInput, ItemProgram, Row } from '../../recipes/item-program.ts';
import { ItemFailure, type Outcome, type PartReject } from '../../recipes/outcome.ts';
import type { Services } from '../../recipes/services.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { Reject } from '../artifacts/reject.ts';
import type { AskedCall } from './ask-model.ts';

/** What one item adds to its shard. */
export interface ItemResult {
  readonly kind: Outcome['kind'];
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

/** Runs the program on one item; whatever goes wrong with the item itself is its `failed` outcome. */
export async function runItem(
  program: ItemProgram,
  input: ItemInput,
  services: Services,
  context: ItemContext,
  root: string,
  asked: readonly AskedCall[],
): Promise<ItemResult> {
  const outcome = await outcomeOf(() => program(input, services, context));
  const parents = [input.current.id];
  const calls = inCallOrder(asked);
  const place = { origin: input.seed.origin, parent: input.current.id, round: context.round, stage: context.stage };
  const part = ({ unit, kind, reason, detail }: PartReject): Reject => ({
    ...place,
    unit,
    kind,
    reason,
    ...(detail ? { detail } : {}),
    calls,
  });
  const parts = (outcome.rejects ?? []).map(part);
  if (outcome.kind !== 'kept') {
    const { kind, reason, detail } = outcome;
    return {
      kind,
      rows: [],
      rejects: [{ ...place, kind, reason, ...(detail ? { detail: { ...detail } } : {}), calls }, ...parts],
    };
  }
  const rows = outcome.rows.map((fields, index) => ({
    ...fields,
    id: hashOf([root, parents, context.stage, context.round, index]).slice(0, 32),
    origin: input.seed.origin,
    parents,
    round: context.round,
    calls,
  }));
  return { kind: 'kept', rows, rejects: parts };
}

async function outcomeOf(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ItemFailure) {
      return { kind: 'failed', reason: error.reason, ...(error.detail ? { detail: error.detail } : {}) };
    }
    if (
      error instanceof ZodError ||
      error instanceof TypeError ||
      error instanceof RangeError ||
      error instanceof SyntaxError
    ) {
      return { kind: 'failed', reason: 'program_error', detail: { error: `${error.name}: ${error.message}` } };
    }
    throw error;
  }
}

/** Calls of one item may end in any order; rows list them by name, sample and ask. */
function inCallOrder(asked: readonly AskedCall[]): readonly CallRef[] {
  const ordered = [...asked].sort(
    (a, b) => (a.call < b.call ? -1 : a.call > b.call ? 1 : 0) || a.sample - b.sample || a.ask - b.ask,
  );
  return ordered.map(({ key, answer }) => ({ key, answer }));
}
