import type { Environment } from '../environment.ts';
import { stackHome } from '../stack/home.ts';
import { withStackEnvironment } from '../stack/stack-environment.ts';
import { type Check, withinTime } from './check.ts';
import { checkFfmpeg } from './ffmpeg.ts';
import { checkDisk, checkEmbedder, checkPython } from './machine.ts';
import { checkNode } from './node-version.ts';
import { checkStackParts } from './stack-parts.ts';
import { checkStore } from './store.ts';
import { checkTemporal } from './temporal.ts';

/**
 * What is wrong with this machine's setup: every service the settings (or the embedded stack, where they name none)
 * lead to, and what the embedded stack would need. Takes at most about 10 s; writes one probe key to the store and deletes it.
 */
export const doctor = async (
  options: { readonly env?: Environment; readonly home?: string } = {},
): Promise<readonly Check[]> => {
  const { env = process.env, home = stackHome() } = options;
  const groups = await Promise.all([
    [checkNode()],
    withinTime('stack', () => checkStackParts(home)),
    withinTime('temporal', async () => checkTemporal(withStackEnvironment(home, env))),
    withinTime('store', async () => checkStore(withStackEnvironment(home, env))),
    withinTime('python3', async () => [await checkPython(env)]),
    [checkEmbedder(env)],
    withinTime('ffmpeg', async () => [await checkFfmpeg(env)]),
    withinTime('disk', async () => [await checkDisk(home, env)]),
  ]);
  return groups.flat();
};
