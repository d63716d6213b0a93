import { spawn } from 'node:child_process';
import { MmsynthError } from '../errors.ts';
import { kubectlComplaint } from './kubectl-complaint.ts';
import { TrainerAway } from './trainer-away.ts';

export type KubectlAnswer =
  | { readonly ok: true; readonly text: string }
  /** `No`: what `auth can-i` says. */
  | { readonly ok: false; readonly reason: 'NotFound' | 'AlreadyExists' | 'No'; readonly said: string };

/** Asks the cluster: arguments, and what is written to the standard input. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<KubectlAnswer>;

/** How long kubectl waits for one answer of the API server, in s. Its own default is for ever, and 32 s for each of five looks at what the server offers. */
const answerSeconds = 10;

export interface KubectlPatience {
  /** How long one kubectl may run, in ms: a server that takes connections and never answers is away. @default 30 s */
  readonly forMs?: number;
  /** How long the cluster may say that something is forbidden before it is believed, in ms: an API server that has just begun forbids all for some seconds. @default 30 s */
  readonly forbiddenMs?: number;
}

/**
 * Runs kubectl from the PATH, in the context it is set to. What is not there, or there already, is an answer. Throws
 * `trainer_rejects` with kubectl's words for what the cluster refuses, TrainerAway where it does not answer.
 */
export function kubectlOf(
  namespace: string | undefined,
  environment: NodeJS.ProcessEnv,
  { forMs = 30_000, forbiddenMs = 30_000 }: KubectlPatience = {},
): Kubectl {
  const own = [
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
    `--request-timeout=${Math.min(answerSeconds, forMs / 1000)}s`,
  ];
  // By verb and resource: what may be read may be forbidden to make.
  const forbiddenSince = new Map<string, number>();
  return async (args, input = '') => {
    const { code, out, said } = await run([...args, ...own], input, environment, forMs);
    const asked = args.slice(0, 2).join(' ');
    if (code === 0) {
      forbiddenSince.delete(asked);
      return { ok: true, text: out };
    }
    if (code === 1 && out.trim() === 'no') return { ok: false, reason: 'No', said };
    const { kind, text } = code === null ? withoutAnswer(said, forMs) : kubectlComplaint(said);
    if (kind === 'NotFound' || kind === 'AlreadyExists') return { ok: false, reason: kind, said: text };
    const now = Date.now();
    const since = forbiddenSince.get(asked) ?? now;
    if (kind === 'forbidden') forbiddenSince.set(asked, since);
    const passing = kind === 'forbidden' && now - since < forbiddenMs;
    if (kind === 'away' || passing) throw new TrainerAway(text, "check kubectl's context by `kubectl cluster-info`");
    throw new MmsynthError(
      'trainer_rejects',
      `kubectl ${args[0] ?? ''} failed: ${text || `exit code ${code}`}; check training.kubernetes and what kubectl's context may do.`,
    );
  };
}

/** A kubectl that was ended because it took too long. */
function withoutAnswer(said: string, forMs: number): ReturnType<typeof kubectlComplaint> {
  const { text } = kubectlComplaint(said);
  return { kind: 'away', text: text || `kubectl got no answer within ${forMs / 1000} s` };
}

interface Ended {
  /** Null where it was ended. */
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

function run(args: readonly string[], input: string, environment: NodeJS.ProcessEnv, forMs: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', args, { env: environment });
    const overdue = setTimeout(() => child.kill(), forMs);
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.on('error', (error) => {
      clearTimeout(overdue);
      reject(
        new MmsynthError(
          'trainer_unreachable',
          `kubectl cannot be run (${error.message}); install it on the workers of role training.`,
          { cause: error },
        ),
      );
    });
    child.on('close', (code) => {
      clearTimeout(overdue);
      resolve({ code, out: Buffer.concat(out).toString('utf8'), said: Buffer.concat(said).toString('utf8') });
    });
    // A kubectl that ends without reading is told by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
