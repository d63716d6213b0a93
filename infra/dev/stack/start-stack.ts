import { type Environment, setting } from '../environment.ts';
import { isAlive } from '../process/identity.ts';
import { withLock } from '../process/lock.ts';
import { choosePort } from '../process/ports.ts';
import type { OnProgress } from '../progress.ts';
import { configuredTemporal } from '../temporal-address.ts';
import { stackHome, stackPaths } from './home.ts';
import type { PartContext } from './part.ts';
import { parts } from './parts/parts.ts';
import { type PartName, type Stack, readStack, writeStack } from './stack-file.ts';
import { stackEnvironment } from './stack-environment.ts';
import { startPart } from './start-part.ts';

/** A first start may build two programs and fetch a model; another `up` of the same home waits for it, in ms. */
const LOCK_TIMEOUT = 40 * 60_000;

export interface StartStackOptions {
  /** Default: temporal, s3 and worker. */
  readonly parts?: readonly PartName[];
  /** Default: `stackHome()`. */
  readonly home?: string;
  /** Settings of the user; default: this process's environment. */
  readonly env?: Environment;
  /** Temporal's web interface too. Default: as at the last start, at first without. */
  readonly ui?: boolean;
  readonly onProgress?: OnProgress;
}

export interface StartedStack {
  readonly home: string;
  /** What became of each part asked for. `external`: the user's settings name another service, so it is not started. */
  readonly parts: Readonly<Partial<Record<PartName, 'started' | 'kept' | 'external'>>>;
  /** What leads to the parts; see `applyStackEnvironment`. Holds the store's secret key. */
  readonly environment: Readonly<Record<string, string>>;
  readonly uiUrl: string | undefined;
}

const isExternal = (name: PartName, env: Environment): boolean => {
  if (name === 'temporal') return configuredTemporal(env) !== undefined;
  return name === 's3' && setting(env, 'MMSYNTH_STORE') !== undefined;
};

const withoutUi = (ports: Stack['ports']): Stack['ports'] =>
  Object.fromEntries(Object.entries(ports).filter(([name]) => name !== 'temporal-ui'));

/** The record of a running stack, written down after each change. */
const recorder = (home: string, initial: Stack) => {
  let stack = initial;
  const update = async (change: Partial<Stack>): Promise<void> => {
    stack = { ...stack, ...change };
    await writeStack(home, stack);
  };
  return { current: () => stack, update };
};

const portChooser = (recorded: ReturnType<typeof recorder>, name: PartName) => async (portName: string) => {
  const { ports, parts: running } = recorded.current();
  const own = ports[portName];
  const record = running[name];
  if (own !== undefined && record !== undefined && (await isAlive(record.process))) return own;
  const taken = new Set(Object.entries(ports).flatMap(([other, port]) => (other === portName ? [] : [port])));
  const port = await choosePort(own, taken);
  await recorded.update({ ports: { ...ports, [portName]: port } });
  return port;
};

/**
 * Brings the parts up that are not: S3, Temporal, the model, the trainer, the worker, in this order. A part that runs is kept.
 * @throws StackError naming the part and what to do; what was started until then stays up and is recorded
 */
export const startStack = async (options: StartStackOptions = {}): Promise<StartedStack> => {
  const { home = stackHome(), env = process.env, onProgress = () => undefined } = options;
  const wanted = new Set(options.parts ?? (['temporal', 's3', 'worker'] as const));
  return withLock(stackPaths(home).lock, { timeout: LOCK_TIMEOUT }, async () => {
    const recorded = recorder(home, await readStack(home));
    const ui = options.ui ?? recorded.current().ports['temporal-ui'] !== undefined;
    if (!ui) await recorded.update({ ports: withoutUi(recorded.current().ports) });
    const outcome: Partial<Record<PartName, 'started' | 'kept' | 'external'>> = {};
    for (const part of parts) {
      if (!wanted.has(part.name)) continue;
      if (isExternal(part.name, env)) {
        outcome[part.name] = 'external';
        continue;
      }
      const context: PartContext = { home, env, ui, onProgress, port: portChooser(recorded, part.name) };
      outcome[part.name] = await startPart(part, context, recorded.current().parts[part.name], (record) =>
        recorded.update({ parts: { ...recorded.current().parts, [part.name]: record } }),
      );
      onProgress({ subject: part.name, message: outcome[part.name] === 'kept' ? 'runs already' : 'ready' });
    }
    const uiPort = ui ? recorded.current().ports['temporal-ui'] : undefined;
    const uiUrl = uiPort === undefined || outcome.temporal === 'external' ? undefined : `http://127.0.0.1:${uiPort}`;
    return { home, parts: outcome, environment: stackEnvironment(home), uiUrl };
  });
};
