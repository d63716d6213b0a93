import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { proveConditionalPut } from '../../activities/artifacts/prove-conditional-put.ts';
import { newestRevision, readDecisions } from '../../activities/campaigns/decisions.ts';
import { claimIdentity, identityOf, type SeedHashes } from '../../activities/campaigns/identity.ts';
import { changeOperations, operationsOf } from '../../activities/campaigns/operations.ts';
import { readSpec, type SpecFile } from '../../activities/campaigns/spec/read-spec.ts';
import { takeFiles } from '../../activities/campaigns/take-files.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { openImageSource } from '../../activities/import/image-source.ts';
import { importSeed } from '../../activities/import/import-seed.ts';
import { readRecords } from '../../activities/import/read-records.ts';
import { probeServices } from '../../activities/campaigns/probe-services.ts';
import { demandRetrieval } from '../../activities/retrieval/demand-retrieval.ts';
import { findFfmpeg } from '../../activities/video/find-ffmpeg.ts';
import { ffmpegFile } from '../../infra/dev/index.ts';
import { recipeNamed } from '../../recipes/registry.ts';
import type { Session } from '../session.ts';
import { checkSeeds } from './check-seeds.ts';
import { demandImageFolder } from './demand-image-folder.ts';
import { newestRun } from './known-campaign.ts';
import { operateRun } from './operate-run.ts';
import { startRun } from './start-run.ts';

export interface Launched {
  readonly campaign: string;
  /** `started`: a run was started. `attached`: it was running. `shown`: it is over; `resume` would restart it. */
  readonly launch: 'started' | 'attached' | 'shown';
}

/** Checks everything that can be checked before anything is written, then imports the seed and starts the campaign. */
export async function launchCampaign(
  path: string,
  assignments: readonly string[],
  session: Pick<Session, 'store' | 'client'>,
  onProgress?: (text: string) => void,
): Promise<Launched> {
  const file = await readSpec(path, assignments);
  const identity = identityOf(file, await seedHashes(file));
  await demandRecords(file);
  await checkSeeds(file);
  const { campaign } = identity;
  await demandImageFolder(session.store, file);
  const store = session.store();
  const client = await session.client();
  const before = await newestRun(client, campaign);
  if (!before) await probeServices(file.spec, process.env);
  await proveConditionalPut(store);
  await demandRetrieval(file.options, file.spec.models, store);
  await takeFiles(store, identity, file.files);

  await claimIdentity(store, identity);
  if (before && before.status.name !== 'RUNNING') return { campaign, launch: 'shown' };
  const operations = await changeOperations(store, campaign, operationsOf(file.spec));
  if (before) {
    await operateRun(client, store, campaign, operations);
    return { campaign, launch: 'attached' };
  }
  const images = openImageSource(file.imageFolder);
  await importSeed({
    store,
    identity,
    recipe: recipeNamed(identity.recipe),
    seedFile: file.seedFile,
    parts: file.parts,
    images,
    ffmpeg: () => findFfmpeg(process.env, ffmpegFile()),
    onProgress: (records) => onProgress?.(`importing the seed: ${records} ${records === 1 ? 'record' : 'records'}`),
  }).finally(images.close);
  const revision = newestRevision(await readDecisions(store, campaign));
  await startRun(client, store, {
    identity,
    operations,
    revision,
    decision: { id: randomUUID(), kind: 'launch', operations },
  });
  return { campaign, launch: 'started' };
}

async function seedHashes({ seedFile, parts, files }: SpecFile): Promise<SeedHashes> {
  const hashesOf = async (paths: Readonly<Record<string, string>>): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(Object.entries(paths).map(async ([name, path]) => [name, await sha256OfFile(path)] as const)),
    );
  return { seed: await sha256OfFile(seedFile), parts: await hashesOf(parts), files: await hashesOf(files) };
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw new MmsynthError(
      'file_missing',
      `${path}: the seed file cannot be read (${(error as NodeJS.ErrnoException).code}); set input.file, input.parts or input.files.`,
    );
  }
  return hash.digest('hex');
}

async function demandRecords({ seedFile }: SpecFile): Promise<void> {
  for await (const _ of readRecords(seedFile)) return;
  throw new MmsynthError('seed_empty', `${seedFile}: the seed has no records; set input.file to one that has.`);
}
