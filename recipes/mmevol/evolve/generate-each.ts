import { ItemFailure, type PartReject } from '../../outcome.ts';
import type { Services } from '../../services.ts';
import { compactMaxTokens, compactSchema } from '../compact/answer-schema.ts';
import { completeItem } from '../compact/complete.ts';
import { compactPrompt } from '../compact/prompt.ts';
import { readCompact } from '../compact/read.ts';
import { compactTask, type CompactTask } from '../compact/task.ts';
import { withImage } from './messages.ts';
import { fallen, type Candidate, type Sifted, type Turn } from './turn.ts';

type Made = { readonly candidate: Candidate; readonly repairs: readonly string[] } | { readonly reject: PartReject };

async function rewriteOne(turn: Turn, task: CompactTask, services: Services): Promise<Made> {
  const { index, parent, record } = task;
  try {
    const { value, key } = await services.infer({
      name: `evolve/${index}`,
      model: 'generator',
      messages: withImage(record.image.sha256, compactPrompt(task)),
      schema: compactSchema(task),
      maxTokens: compactMaxTokens(task),
      parse: readCompact,
    });
    const item = completeItem(task, value.answer, turn.options.rules);
    return { candidate: { index, parentIndex: index, item, call: key }, repairs: value.repairs };
  } catch (error) {
    if (!(error instanceof ItemFailure)) throw error;
    return {
      reject: fallen(turn, { index, question: parent.question, calls: [] }, 'failed', error.reason, error.detail),
    };
  }
}

/** One call an item (compact profile). An item whose call fails falls alone. */
export async function generateEach(turn: Turn, services: Services): Promise<Sifted & { repairs: string[] }> {
  const { operator, record, draw } = turn;
  const tasks = record.conversations.flatMap((_, index) => compactTask(operator, record, index, draw) ?? []);
  const made = await Promise.all(tasks.map((task) => rewriteOne(turn, task, services)));
  return {
    passed: made.flatMap((one) => ('candidate' in one ? [one.candidate] : [])),
    fallen: made.flatMap((one) => ('reject' in one ? [one.reject] : [])),
    repairs: [...new Set(made.flatMap((one) => ('repairs' in one ? one.repairs : [])))],
  };
}
