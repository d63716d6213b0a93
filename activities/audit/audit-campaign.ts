import type { Client } from '@temporalio/client';
import { addUsage, noUsage } from '../artifacts/journal-reader.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { newestRevision, readDecisions } from '../campaigns/decisions.ts';
import { ancestorsOf } from '../campaigns/ancestry.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import { readIdentity } from '../campaigns/identity.ts';
import { MmsynthError } from '../errors.ts';
import { isLive } from '../status/campaign-status.ts';
import { inParallel } from '../status/in-parallel.ts';
import { scheduleOf } from '../status/stage-schedule.ts';
import { stateFromStore } from '../status/stored-state.ts';
import { viewWorkflow } from '../status/workflow-view.ts';
import { answerTally } from './answer-statistics.ts';
import type { AuditResult } from './audit-result.ts';
import { auditShard } from './audit-shard.ts';
import { storedManifests, wholeObjects } from './campaign-objects.ts';
import { checkManifest } from './checks/manifests.ts';
import { samePlace } from '../artifacts/keys.ts';
import { checkSeals } from './checks/seals.ts';
import { collectRuns, noRuns } from './collect-runs.ts';
import { objectTotal } from './object-total.ts';
import { problemList } from './problem.ts';
import { temporalRuns } from './run-source.ts';
import { shardInventory, shardObjectKinds } from './shard-inventory.ts';
import { stageAudit } from './stage-audit.ts';
import { auditedPlace, expectationOf, noExpectation } from './stage-nature.ts';

export interface AuditRequest {
  readonly store: ArtifactStore;
  /** Without one the audit rests on the store alone. */
  readonly client?: Client;
  readonly campaign: string;
  /** Re-hash every artifact and check every line. */
  readonly verify: boolean;
  /** Told what is being read and how far it is, in words. */
  readonly onProgress?: (text: string) => void;
}

/** Shards audited at once. */
const shardsAtOnce = 8;

/**
 * Cross-checks workflow history, manifests, commits, rows, rejects and journals of a campaign. Memory holds some shards and
 * the manifests, whatever the size. While the campaign runs it is audited as far as it is committed.
 * Throws `campaign_not_found`, and what the store throws.
 */
export async function auditCampaign({
  store,
  client,
  campaign,
  verify,
  onProgress,
}: AuditRequest): Promise<AuditResult> {
  const identity = await readIdentity(store, campaign);
  if (!identity)
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' is not in ${store.address}; \`mmsynth list\` shows those that are.`,
    );
  const problems = problemList();
  const view = client && (await viewWorkflow(client, campaign));
  const decisions = await readDecisions(store, campaign);
  const { plan } = recipeNamed(identity.recipe);
  const places = scheduleOf(identity, decisions).map((place) => auditedPlace(plan, place, identity.options));
  const revision = newestRevision(decisions);
  // History before the store, manifests before shards: what is named is then listed, even while the campaign runs.
  const runs = client
    ? await collectRuns(temporalRuns(client, campaign), (done, total) =>
        onProgress?.(`reading history: ${done} of ${total} runs`),
      )
    : noRuns;
  const manifests = await storedManifests(store, places, problems);
  const sealed = places.map((place) =>
    manifests.some(
      (found) => samePlace(found.place, place) && found.manifest.revision === (place.round === 0 ? 1 : revision),
    ),
  );
  const { state } =
    view ??
    stateFromStore(
      sealed.map((is) => ({ sealed: is })),
      decisions,
    );
  const expected = places.map((place) => expectationOf(place, manifests, revision));
  for (const { key, place, manifest } of manifests) {
    const audited = places.find((known) => samePlace(known, place));
    if (!audited) continue;
    for (const { code, message } of checkManifest(manifest, expectationOf(audited, manifests, manifest.revision)))
      problems.report(code, key, message);
  }
  checkSeals({ places, manifests, seals: runs.seals, revision, completed: state === 'completed' }, problems);

  const stages = places.map(stageAudit);
  const answers = answerTally();
  const written = new Set<string>();
  const artifacts = objectTotal();
  const orphans = objectTotal();
  let boughtTwice = 0;
  let done = 0;
  const deps = {
    store,
    root: identity.root,
    ancestors: await ancestorsOf(store, identity),
    manifests,
    problems,
    stages,
    runs,
    verify,
    live: isLive(state),
    expected: expected.map(({ shards }) => shards),
    lanes: plan.shape === 'lanes',
    onAnswer: answers.add,
    onBoughtTwice: (entries: number): void => void (boughtTwice += entries),
    onRun: (run: string): void => void written.add(run),
    onOrphan: orphans.add,
  };
  for await (const object of wholeObjects(store, campaign, places)) artifacts.add(object);
  const most = Math.max(0, ...expected.map(({ shards }) => shards ?? 0));
  const inventory = shardInventory(store, places, most);
  await inParallel(inventory, shardsAtOnce, async (shard) => {
    for (const objects of shard.stages) for (const kind of shardObjectKinds) objects[kind].forEach(artifacts.add);
    await auditShard(shard, deps);
    onProgress?.(`${verify ? 'verifying' : 'reading'} shards: ${++done} of ${most || 'those imported'}`);
  });

  const missingRun = runs.gone.length > 0 || [...written].some((run) => !runs.known.has(run));
  return {
    campaign,
    recipe: identity.recipe,
    state,
    revision,
    runs: runs.runs,
    rounds: stages.map((stage, at) => stage.result(sealed[at] ?? false, expected[at] ?? noExpectation)),
    verified: verify && problems.count() === 0,
    history: runs.runs.length === 0 ? 'absent' : missingRun ? 'partial' : 'complete',
    boughtTwice,
    problems: problems.kept,
    problemCount: problems.count(),
    artifacts: { count: artifacts.count(), bytes: artifacts.bytes() },
    orphans: { count: orphans.count(), bytes: orphans.bytes(), keys: orphans.keys },
    usage: stages.reduce((sum, stage) => addUsage(sum, stage.usage()), noUsage),
    decisions,
    ...(verify ? { answers: answers.statistics() } : {}),
  };
}
