import { canonicalJson } from '../../recipes/canonical-json.ts';
import { updateFrequency, type UpdateFrequency } from '../../recipes/dynvqa/gold/labels.ts';
import { refreshKey } from '../artifacts/keys.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

export interface RefreshDue {
  /** The refresh campaign whose options, models and operations later ones take over. */
  readonly series: string;
  /** The class of questions that is due. */
  readonly class: UpdateFrequency;
  /** Time it was due, ISO 8601. */
  readonly at: string;
}

/** Name of a month's release: `202604`. */
export const versionAt = (at: string): string => at.slice(0, 7).replace('-', '');

/** Writes down that a class is due, so that all classes of a month make one release. */
export async function noteRefresh(store: ArtifactStore, due: RefreshDue, options: CallOptions): Promise<void> {
  const note = { v: 1, at: due.at };
  const key = refreshKey(due.series, versionAt(due.at), due.class);
  await store.putOnce(key, canonicalJson(note), 'application/json', options);
}

/** The classes that are due in a month by what was written down so far. */
export async function dueClasses(
  store: ArtifactStore,
  series: string,
  version: string,
  options: CallOptions,
): Promise<readonly UpdateFrequency[]> {
  const noted = await Promise.all(
    updateFrequency.options.map((name) => store.get(refreshKey(series, version, name), options)),
  );
  return updateFrequency.options.filter((_, at) => noted[at] !== undefined);
}
