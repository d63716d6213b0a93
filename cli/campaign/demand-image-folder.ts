import { stat } from 'node:fs/promises';
import { readManifest } from '../../activities/artifacts/manifest.ts';
import type { ArtifactStore } from '../../activities/artifacts/store.ts';
import type { SpecFile } from '../../activities/campaigns/spec/read-spec.ts';
import { MmsynthError } from '../../activities/errors.ts';

/**
 * Throws `file_missing` where the spec's `input.images` is no folder: the import would fail every picture, and an import is
 * sealed for good. After the import no folder is needed; where the store cannot tell, there was none.
 */
export async function demandImageFolder(
  store: () => ArtifactStore,
  { path, spec, imageFolder }: SpecFile,
): Promise<void> {
  if (spec.input.images === undefined || imageFolder.startsWith('s3://')) return;
  const found = await stat(imageFolder).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (await isImported(store, spec.campaign).catch(() => false)) return;
  const what = found ? 'is no folder' : 'is not there';
  throw new MmsynthError(
    'file_missing',
    `${path}: ${imageFolder} ${what}; set input.images to the folder of the images.`,
  );
}

const isImported = async (store: () => ArtifactStore, campaign: string): Promise<boolean> =>
  (await readManifest(store(), { campaign, round: 0, stage: 'import' }, 1)) !== undefined;
