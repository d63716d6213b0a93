import type { z } from 'zod';
import { damaged } from './damaged.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

/** A commit or manifest, undefined where there is none. Throws `artifact_damaged` where it is not one. */
export async function readObject<T>(
  store: ArtifactStore,
  key: string,
  form: z.ZodType<T>,
  options?: CallOptions,
): Promise<T | undefined> {
  const bytes = await store.get(key, options);
  if (!bytes) return undefined;
  const read = parsed(bytes, form);
  if (read === undefined)
    throw damaged(key, 'cannot be read', 'see what else is damaged with `mmsynth audit ID --verify`');
  return read;
}

function parsed<T>(bytes: Buffer, form: z.ZodType<T>): T | undefined {
  try {
    return form.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
