import type { JournalEntry } from '../../artifacts/journal-entry.ts';
import { addUsage, noUsage, readJournal, usageOf } from '../../artifacts/journal-reader.ts';
import type { Usage } from '../../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { CommittedStage } from '../../export/committed-stage.ts';

/** Who was asked: the planner (or whoever answers by a fixed recipe), the sub-question solver, the search, the embedder. */
export const costParts = ['planner', 'solver', 'search', 'embedder'] as const;
export type CostPart = (typeof costParts)[number];

/** What a question took on average, and of that each part. */
export interface QuestionCost extends Usage {
  readonly parts: Readonly<Record<CostPart, Usage>>;
}

export const isSearch = ({ model }: JournalEntry): boolean => model.startsWith('search/');

function partOf(entry: JournalEntry): CostPart {
  if (isSearch(entry)) return 'search';
  if (entry.call.startsWith('embed/')) return 'embedder';
  return entry.call.startsWith('solve/') ? 'solver' : 'planner';
}

/** Adds up entries of a journal by who was asked, and gives the means over a number of questions. */
export function costTally() {
  const spent: Record<CostPart, Usage> = { planner: noUsage, solver: noUsage, search: noUsage, embedder: noUsage };
  return {
    add(entry: JournalEntry): void {
      const part = partOf(entry);
      spent[part] = addUsage(spent[part], usageOf([entry]));
    },
    mean(questions: number): QuestionCost {
      const each = (usage: Usage): Usage => meanOf(usage, questions);
      return {
        ...each(costParts.reduce((sum, part) => addUsage(sum, spent[part]), noUsage)),
        parts: {
          planner: each(spent.planner),
          solver: each(spent.solver),
          search: each(spent.search),
          embedder: each(spent.embedder),
        },
      };
    },
  };
}

/**
 * Means over the questions of a stage, of all that its journal holds: what was paid for twice counts twice. A fork has paid for
 * what it asked itself.
 */
export async function questionCost(
  store: ArtifactStore,
  { place, shards }: Pick<CommittedStage, 'place' | 'shards'>,
  questions: number,
): Promise<QuestionCost> {
  const tally = costTally();
  for (const { shard } of shards) for (const entry of (await readJournal(store, place, shard)).all) tally.add(entry);
  return tally.mean(questions);
}

function meanOf({ requests, promptTokens, completionTokens, cost }: Usage, of: number): Usage {
  const n = Math.max(1, of);
  return {
    requests: requests / n,
    promptTokens: promptTokens / n,
    completionTokens: completionTokens / n,
    cost: cost / n,
  };
}
