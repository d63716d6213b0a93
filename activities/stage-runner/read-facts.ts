import type { StagePlan } from '../../recipes/plan.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { StageFacts } from '../../recipes/stage-facts.ts';
import { readNewestManifest, type Manifest } from '../artifacts/manifest.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

/** The facts that a stage's plan names, each with the stage's own counts (`total`, `kept`, …), from the manifests in force at a revision. Throws where one of the stages is not sealed. */
export async function readFacts(
  store: ArtifactStore,
  { campaign, revision }: { readonly campaign: string; readonly revision: number },
  staged: StagePlan | undefined,
  options: CallOptions,
): Promise<Readonly<Record<string, StageFacts>>> {
  const named = Object.entries(staged?.facts ?? {});
  const found = await Promise.all(
    named.map(async ([name, { round, stage }]) => {
      const manifest = await readNewestManifest(store, { campaign, round, stage }, revision, options);
      if (!manifest) throw new Error(`round ${round} ${stage} is not sealed, so its facts cannot be read`);
      return [name, { ...manifest.counts, ...manifest.facts }] as const;
    }),
  );
  return Object.fromEntries(found);
}

/** Whether a later revision changed what a stage's plan names as its facts: its answers then rest on other things, a new model for one. */
export async function factsRevised(
  store: ArtifactStore,
  { campaign, revision }: { readonly campaign: string; readonly revision: number },
  staged: StagePlan | undefined,
  options: CallOptions,
): Promise<boolean> {
  for (const { round, stage } of Object.values(staged?.facts ?? {})) {
    const place = { campaign, round, stage };
    const [now, before] = await Promise.all(
      [revision, revision - 1].map((at) => readNewestManifest(store, place, at, options)),
    );
    if (told(now) !== told(before)) return true;
  }
  return false;
}

const told = (manifest: Manifest | undefined): string => hashOf([manifest?.counts ?? null, manifest?.facts ?? null]);
