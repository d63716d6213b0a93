import { spawn } from 'node:child_process';
import { MmsynthError } from '../errors.ts';
import { TrainerAway } from './trainer-away.ts';

export type KubectlAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'NotFound' | 'AlreadyExists' };

/** Asks the cluster: arguments, and what is written to the standard input. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<KubectlAnswer>;

/** What kubectl says while the cluster cannot be reached or is too busy. */
const away =
  /unable to connect|connection to the server|was refused|timeout|timed out|deadline exceeded|no such host|ServiceUnavailable|TooManyRequests|InternalError|etcd|EOF/i;

/**
 * Runs kubectl from the PATH, in the context it is set to. What is not there, or there already, is an answer. Throws
 * `trainer_rejects` with kubectl's words for what the cluster refuses, TrainerAway where it does not answer.
 */
export function kubectlOf(namespace: string | undefined, environment: NodeJS.ProcessEnv): Kubectl {
  const own = namespace === undefined ? [] : ['--namespace', namespace];
  return async (args, input = '') => {
    const { code, out, said } = await run([...args, ...own], input, environment);
    if (code === 0) return { ok: true, text: out };
    const [, known] = /\((NotFound|AlreadyExists)\)/.exec(said) ?? [];
    if (known === 'NotFound' || known === 'AlreadyExists') return { ok: false, reason: known };
    if (away.test(said)) throw new TrainerAway(said);
    throw new MmsynthError(
      'trainer_rejects',
      `kubectl ${args[0] ?? ''} failed: ${said || `exit code ${code}`}; check training.kubernetes and kubectl's context.`,
    );
  };
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

function run(args: readonly string[], input: string, environment: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', args, { env: environment });
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.on('error', (error) =>
      reject(
        new MmsynthError(
          'trainer_unreachable',
          `kubectl cannot be run (${error.message}); install it on the workers of role training.`,
          {
            cause: error,
          },
        ),
      ),
    );
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString('utf8'), said: Buffer.concat(said).toString('utf8').trim() }),
    );
    // A kubectl that ends without reading is told by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
