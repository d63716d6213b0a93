import { setMaxListeners } from 'node:events';
import type { ItemContext, ItemInput } from '../../recipes/item-program.ts';
import { stagePlanOf } from '../../recipes/plan.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { RetrievalSettings } from '../../recipes/retrieval.ts';
import { uniformFrom } from '../../recipes/sha256.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import { noUsage, readJournal, usageOf } from '../artifacts/journal-reader.ts';
import { openJournalWriter } from '../artifacts/journal-writer.ts';
import { noCounts } from '../artifacts/manifest.ts';
import { readCommit, type ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { inheritedAnswers } from '../campaigns/ancestry.ts';
import type { CampaignCache } from '../campaigns/campaign-cache.ts';
import type { Operations } from '../campaigns/operations.ts';
import type { Gateway } from '../inference/index.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { readFacts } from '../stage-runner/read-facts.ts';
import { withinGrace } from '../within-grace.ts';
import { AllowanceSpent, meterAllowance } from './allowance.ts';
import type { AskedCall } from './ask-model.ts';
import { answerBuyer } from './buy-answer.ts';
import type { CampaignTab } from './campaign-tab.ts';
import { commitResults } from './commit-results.ts';
import { itemServices, type LocalServices } from './item-services.ts';
import { preferredAnswers } from './preferred-answers.ts';
import { openPurchases } from './purchases.ts';
import { revisionWork } from './revision.ts';
import { runItem, type ItemResult } from './run-item.ts';
import { settledItems } from './settled-items.ts';
import { readShardInput } from './shard-input.ts';
import { createProgressMeter, type ProgressMeter } from './shard-progress.ts';
import type { ShardResult, ShardTask } from './shard-task.ts';

export interface ShardRunnerDependencies extends LocalServices {
  readonly store: ArtifactStore;
  readonly campaigns: CampaignCache;
  /** The worker's gateway for a campaign, with the newest operations it was asked for; `n` is their number. */
  readonly gatewayFor: (campaign: string, operations: Operations, n: number) => Gateway;
  /** The worker's retriever for these settings and the campaign's models. */
  readonly retrieverFor: (settings: RetrievalSettings, models: Operations['models']) => Retriever;
  /** Tokens of a text by the tokenizer with this sha256 in the store. */
  readonly countTokens?: (tokenizer: string, text: string) => Promise<number>;
  /** What the campaign's open shards spend together in this worker. */
  readonly tabOf: (campaign: string) => CampaignTab;
  readonly worker: string;
}

/** After a cancellation the journal gets this long to become durable, in milliseconds; a worker's shutdown grants as much. */
const journalGraceMs = 10_000;

/** One attempt at a shard, as the activity sees it. */
export interface Attempt {
  readonly run: string;
  /** Id of the activity within the run: a shard that ran out of budget is asked for again by another one. */
  readonly activity: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly onStart: (meter: ProgressMeter) => void;
}

/**
 * Runs one shard to its commit. What has a commit is not run; what is in the journal is not asked; a commit is written only
 * when every answer it rests on is durable. Throws for infrastructure only: an item's trouble is its outcome.
 */
export async function runShard(task: ShardTask, attempt: Attempt, deps: ShardRunnerDependencies): Promise<ShardResult> {
  const { store } = deps;
  const { campaign, round, stage, shard, revision } = task;
  const place = { campaign, round, stage };
  const options = { signal: attempt.signal };
  const there = await readCommit(store, place, shard, revision, options);
  if (there)
    return {
      ...committed(there),
      spent: there.writer.startsWith(`r${revision}-${attempt.run}-`) ? there.usage : noUsage,
    };

  const identity = await deps.campaigns.identity(campaign, options);
  const operations = await deps.campaigns.operations(campaign, task.operations, options);
  const decisions = await deps.campaigns.decisions(campaign, revision, options);
  const recipe = recipeNamed(identity.recipe);
  const program = recipe.stages[stage];
  if (!program) throw new Error(`recipe ${identity.recipe} has no map stage '${stage}'`);
  const staged = stagePlanOf(recipe.plan, task, identity.options);
  const work = await revisionWork(store, task, staged, decisions, options);
  if (work.kind === 'unchanged') return { ...committed(work.commit), spent: noUsage };

  const [journal, items, facts] = await Promise.all([
    readJournal(store, place, shard, options),
    readShardInput(store, recipe.plan, identity.options, task, options),
    readFacts(store, task, staged, options),
  ]);
  const answers = await preferredAnswers(store, place, shard, journal, work.before, options);
  const ancestors = await deps.campaigns.ancestors(campaign, options);
  const inherited = await inheritedAnswers(store, ancestors, place, shard, options);
  const settled = await settledItems(store, place, shard, work, options);
  const writerName = `r${revision}-${attempt.run}-${attempt.activity}.${attempt.attempt}`;
  const meter = createProgressMeter(task, items.length);
  attempt.onStart(meter);

  const halt = new AbortController();
  const signal = AbortSignal.any([attempt.signal, halt.signal]);
  setMaxListeners(0, signal);
  // Nothing more is bought that could not be kept.
  const writer = openJournalWriter(store, place, shard, writerName, { onLost: (error) => halt.abort(error) });
  const paid = ofActivity(journal.all, attempt);
  const allowance = meterAllowance(task.allowance, { before: paid, tab: deps.tabOf(campaign) });
  const purchases = openPurchases({
    writer,
    worker: deps.worker,
    run: attempt.run,
    activity: attempt.activity,
    activityAttempt: attempt.attempt,
    allowance,
    signal,
    onAnswer: meter.answered,
  });
  const gateway = deps.gatewayFor(campaign, operations, task.operations);
  const buy = answerBuyer({ gateway, operations, signal, purchases });
  const servicesOf = itemServices({
    identity,
    place: { round, stage },
    revision,
    retried: work.retried,
    recall: (key) => answers.get(key) ?? inherited.get(key),
    buy,
    purchases,
    signal,
    searchPrice: operations.searchPrice,
    openRetriever: (settings) => deps.retrieverFor(settings, operations.models),
    deps,
  });
  const journaled = async (): Promise<void> => {
    await purchases.idle();
    await writer.durable();
  };

  const runOne = async (input: ItemInput): Promise<ItemResult | undefined> => {
    const before = settled(input);
    if (before) {
      meter.itemDone(before);
      return before;
    }
    const item = input.seed.id;
    const asked: AskedCall[] = [];
    const context: ItemContext = {
      campaignSeed: identity.seed,
      stage,
      round,
      itemId: item,
      options: identity.options,
      facts,
      draw: (purpose) => uniformFrom(identity.seed, round, stage, item, purpose),
    };
    try {
      const result = await runItem(program, input, servicesOf(item, asked), context, identity.root, asked);
      meter.itemDone(result);
      return result;
    } catch (error) {
      if (error instanceof AllowanceSpent) return undefined;
      throw error;
    }
  };

  try {
    const ended = await Promise.all(items.map(runOne));
    await withinGrace(journaled(), attempt.signal, 0);
    const bought = [...journal.all, ...writer.written];
    const usage = usageOf(bought);
    const spent = usageOf(bought.filter(({ run }) => run === attempt.run));
    const results = ended.filter((result) => result !== undefined);
    if (results.length < ended.length) {
      allowance.close(true);
      return { counts: noCounts, usage, spent, exhausted: true };
    }
    const about = { shard, revision, usage, writer: writerName };
    const winner = await commitResults(store, place, about, results, options);
    allowance.close(true);
    return { ...committed(winner), spent };
  } catch (error) {
    halt.abort(error);
    await withinGrace(journaled(), attempt.signal, journalGraceMs).catch(() => undefined);
    allowance.close(false);
    throw error;
  }
}

/** What earlier attempts of the same activity have bought on the same allowance. */
const ofActivity = (entries: readonly JournalEntry[], { run, activity }: Attempt): readonly JournalEntry[] =>
  entries.filter((entry) => entry.run === run && entry.activity === activity);

const committed = ({ counts, usage }: ShardCommit): Pick<ShardResult, 'counts' | 'usage'> => ({ counts, usage });
