import { withLock } from '../process/lock.ts';
import { terminate } from '../process/terminate.ts';
import type { OnProgress } from '../progress.ts';
import { stackHome, stackPaths } from './home.ts';
import { parts } from './parts/parts.ts';
import { type PartName, readStack, writeStack } from './stack-file.ts';

/** Longer than the slowest part takes to end; a start in progress is waited for, in ms. */
const LOCK_TIMEOUT = 2 * 60_000;

export type StopOutcome = Readonly<Partial<Record<PartName, 'terminated' | 'killed' | 'absent'>>>;

/**
 * Stops what `startStack` started in this home and nothing else, the worker first. Data and ports stay for the next
 * start. `absent`: it had ended before.
 */
export const stopStack = async (
  home: string = stackHome(),
  onProgress: OnProgress = () => undefined,
): Promise<StopOutcome> => {
  if (Object.keys((await readStack(home)).parts).length === 0) return {};
  return withLock(stackPaths(home).lock, { timeout: LOCK_TIMEOUT }, async () => {
    let stack = await readStack(home);
    const outcome: Partial<Record<PartName, 'terminated' | 'killed' | 'absent'>> = {};
    for (const part of parts.toReversed()) {
      const { [part.name]: record, ...others } = stack.parts;
      if (record === undefined) continue;
      onProgress({ subject: part.name, message: 'stopping' });
      outcome[part.name] = await terminate(record.process, part.stopGrace);
      stack = { ...stack, parts: others };
      await writeStack(home, stack);
    }
    return outcome;
  });
};
