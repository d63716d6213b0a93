import { stackStatus } from '../stack/stack-status.ts';
import type { Check } from './check.ts';

/** Parts of the embedded stack that were started and have ended by themselves. */
export const checkStackParts = async (home: string): Promise<readonly Check[]> => {
  const status = await stackStatus(home);
  return status
    .filter(({ state }) => state !== 'stopped')
    .map(({ part, state, pid, log }) => {
      const name = `embedded ${part}`;
      return state === 'running'
        ? { name, ok: true, detail: `runs as process ${pid}` }
        : { name, ok: false, detail: `ended by itself; its log is ${log}`, fix: 'mmsynth up' };
    });
};
