import { isAlive } from '../process/identity.ts';
import { stackHome } from './home.ts';
import { PART_NAMES, type PartName, readStack } from './stack-file.ts';

export interface PartStatus {
  readonly part: PartName;
  /** `stopped`: never started or stopped on purpose; `dead`: it ended by itself. */
  readonly state: 'running' | 'dead' | 'stopped';
  readonly pid?: number;
  readonly port?: number;
  readonly startedAt?: string;
  readonly log?: string;
}

/** What runs of the stack of this home. */
export const stackStatus = async (home: string = stackHome()): Promise<PartStatus[]> => {
  const { parts, ports } = await readStack(home);
  const status = async (part: PartName): Promise<PartStatus> => {
    const record = parts[part];
    if (record === undefined) return { part, state: 'stopped' };
    const port = ports[part];
    return {
      part,
      state: (await isAlive(record.process)) ? 'running' : 'dead',
      pid: record.process.pid,
      ...(port === undefined ? {} : { port }),
      startedAt: record.startedAt,
      log: record.log,
    };
  };
  return Promise.all(PART_NAMES.map(status));
};
