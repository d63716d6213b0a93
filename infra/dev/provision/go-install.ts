import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Environment, definedOnly } from '../environment.ts';
import { StackError, messageOf } from '../errors.ts';
import { lastLine } from '../process/log.ts';
import { type OnProgress, withElapsed } from '../progress.ts';
import { findOnPath } from './executable.ts';
import { stage } from './staging.ts';
import type { Program } from './sources.ts';

/** A cold build with its downloads took 207 s (temporal) and 226 s (versitygw) on two cores; in ms. */
const BUILD_TIMEOUT = 15 * 60_000;

const stderrOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';

/** Builds the pinned version. Its source is verified by Go's checksum database, unless the user's Go settings say otherwise. */
export const goInstall =
  (env: Environment) =>
  async (program: Program, target: string, onProgress: OnProgress): Promise<void> => {
    const go = await findOnPath('go', env);
    if (go === undefined) throw new StackError('part_unavailable', 'there is no go tool to build it with');
    await stage(program, target, async (folder) => {
      const module = `${program.goModule}@v${program.version}`;
      const build = promisify(execFile)(go, ['install', '-buildvcs=false', '-ldflags=-s -w', module], {
        env: { ...definedOnly(env), GOBIN: folder, CGO_ENABLED: '0' },
        timeout: BUILD_TIMEOUT,
        maxBuffer: 64 * 1024 * 1024,
      });
      const step = {
        subject: program.name,
        message: `building ${program.version} with go install, once, about 5 minutes`,
      };
      try {
        await withElapsed(onProgress, step, build);
      } catch (error) {
        const reason = lastLine(stderrOf(error)) ?? messageOf(error);
        throw new StackError('part_unavailable', `go install ${module} failed (${reason})`, { cause: error });
      }
    });
  };
