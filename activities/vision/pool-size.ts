import { availableParallelism, totalmem } from 'node:os';
import { MmsynthError } from '../errors.ts';

export interface Machine {
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
}

/** What a process of the pool holds, in bytes; measured at 620 to 700 MiB (bench/README.md, local specialists). */
const processMemory = 700 * 2 ** 20;
/** Shares of cores and memory that the specialists may have; the rest is the worker's, the store's and others'. */
const coreShare = 1 / 2;
const memoryShare = 1 / 4;
const mostProcesses = 256;

/** As many processes as the machine bears: one for two cores, and no more than fill a quarter of its memory; at least one. */
export function fittingProcesses({ cores, memory }: Machine): number {
  const bearable = Math.min(cores * coreShare, (memory * memoryShare) / processMemory);
  return Math.min(mostProcesses, Math.max(1, Math.floor(bearable)));
}

/** Processes of this worker's specialists: `MMSYNTH_SPECIALISTS`, else what fits. Throws `usage` where it is no count. */
export function specialistProcesses(environment: NodeJS.ProcessEnv, machine: Machine = thisMachine()): number {
  const set = environment['MMSYNTH_SPECIALISTS']?.trim();
  if (set === undefined || set === '') return fittingProcesses(machine);
  const count = Number(set);
  if (/^\d+$/.test(set) && count >= 1 && count <= mostProcesses) return count;
  throw new MmsynthError(
    'usage',
    `MMSYNTH_SPECIALISTS is '${set}': give the processes of the local specialists as a number from 1 to ${mostProcesses}, or leave it out.`,
  );
}

/** Within the bounds of a container, where it has some. */
function thisMachine(): Machine {
  const bound = process.constrainedMemory();
  const memory = totalmem();
  // Without a bound some systems give 0, others a number beyond all memory.
  return { cores: availableParallelism(), memory: bound > 0 ? Math.min(bound, memory) : memory };
}
