import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

/** A process for ever: the pid alone is not, since the system gives it out again. */
export const processIdentitySchema = z.object({
  pid: z.number().int().positive(),
  /** Linux: boot id and clock ticks since boot. Elsewhere: the start time as `ps` writes it. */
  startTime: z.string(),
});
export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

/**
 * State and start time out of the text of /proc/<pid>/stat (fields 3 and 22, proc(5)).
 * The command name in field 2 may itself hold blanks and parentheses.
 */
export const parseProcStat = (text: string): { state: string; startTicks: string } | undefined => {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state === undefined || startTicks === undefined ? undefined : { state, startTicks };
};

/** State and start time out of `ps -o state=,lstart=`. */
export const parsePs = (text: string): { state: string; startTime: string } | undefined => {
  const match = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { state: match[1], startTime: match[2] };
};

const fromProc = async (pid: number): Promise<ProcessIdentity | undefined> => {
  const stat = parseProcStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return { pid, startTime: `${boot}:${stat.startTicks}` };
};

const fromPs = async (pid: number): Promise<ProcessIdentity | undefined> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  const parsed = parsePs(stdout);
  return parsed === undefined || parsed.state.startsWith('Z') ? undefined : { pid, startTime: parsed.startTime };
};

/** The running process with this pid; undefined where there is none or only a zombie. */
export const identify = async (pid: number): Promise<ProcessIdentity | undefined> => {
  try {
    return process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  } catch {
    return undefined;
  }
};

/** True while this very process runs. A later process with the same pid is not it. */
export const isAlive = async (identity: ProcessIdentity): Promise<boolean> =>
  (await identify(identity.pid))?.startTime === identity.startTime;
