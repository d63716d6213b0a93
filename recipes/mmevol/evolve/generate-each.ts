import { allEnded } from '../../all-ended.ts';
import { ItemFailure, type PartReject } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import { composeItem } from '../compact/compose.ts';
import { faultOf } from '../compact/faults.ts';
import { compactMaxTokens, compactMessages, compactSchema } from '../compact/prompt.ts';
import { readCompact } from '../compact/read.ts';
import { compactTasks, type CompactTask } from '../compact/task.ts';
import { fallen, type Candidate, type Sifted, type Turn } from './turn.ts';

type Made = { readonly candidate: Candidate; readonly repairs: readonly string[] } | { readonly reject: PartReject };

/** Samples of one item's call, until one says nothing but what its task gives. A small model needs two on average. */
export const mostSamples = 3;
/** Temperature from the second sample on; at the setting of the first it would mostly say the same again. */
const resampling = 0.7;

async function rewriteOne(turn: Turn, task: CompactTask, services: Services): Promise<Made> {
  const { index, parent } = task;
  const refused: { text: string; fault: string }[] = [];
  const calls: string[] = [];
  const part = () => ({ index, question: parent.question, calls });
  try {
    for (let sample = 0; sample < mostSamples; sample++) {
      const { value, key } = await services.infer({
        name: `evolve/${index}`,
        model: 'generator',
        sample,
        messages: compactMessages(task),
        schema: compactSchema(task),
        maxTokens: compactMaxTokens,
        ...(sample > 0 ? { temperature: resampling } : {}),
        parse: readCompact,
      });
      calls.push(key);
      const fault = faultOf(task, value.text);
      const composed = fault ? null : composeItem(task, value.text, turn.options.rules);
      if (composed) {
        const { item, note } = composed;
        return { candidate: { index, parentIndex: index, item, call: key, compact: note }, repairs: value.repairs };
      }
      refused.push({ text: value.text, fault: fault ?? 'no_form' });
    }
    return { reject: fallen(turn, part(), 'dropped', refused.at(-1)?.fault ?? 'no_form', { written: refused }) };
  } catch (error) {
    if (!(error instanceof ItemFailure)) throw error;
    return { reject: fallen(turn, part(), 'failed', error.reason, error.detail) };
  }
}

/** One item a call (compact profile). An item whose calls give nothing usable falls alone, as does one without an unused fact. */
export async function generateEach(turn: Turn, services: Services): Promise<Sifted & { repairs: string[] }> {
  const { operator, record, draw } = turn;
  const made = await allEnded(
    compactTasks(operator, record, draw).map(async (task): Promise<Made> => {
      if ('operator' in task) return rewriteOne(turn, task, services);
      const { index, parent, reason } = task;
      return { reject: fallen(turn, { index, question: parent.question, calls: [] }, 'dropped', reason) };
    }),
  );
  return {
    passed: made.flatMap((one) => ('candidate' in one ? [one.candidate] : [])),
    fallen: made.flatMap((one) => ('reject' in one ? [one.reject] : [])),
    repairs: [...new Set(made.flatMap((one) => ('repairs' in one ? one.repairs : [])))],
  };
}
