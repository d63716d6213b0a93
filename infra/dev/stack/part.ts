import type { Environment } from '../environment.ts';
import type { DetachedCommand } from '../process/detached.ts';
import type { OnProgress } from '../progress.ts';
import type { PartName } from './stack-file.ts';

/** What a part may use to say how it is started. */
export interface PartContext {
  readonly home: string;
  readonly env: Environment;
  /** With Temporal's web interface. */
  readonly ui: boolean;
  /** A port of this part by its name: the recorded one where that is free (or its own), else a free one. */
  readonly port: (name: string) => Promise<number>;
  readonly onProgress: OnProgress;
}

export interface PartPlan {
  readonly command: Omit<DetachedCommand, 'log'>;
  /** What else than the command line makes a start differ from an earlier one, e.g. addresses in the environment. */
  readonly inputs?: readonly string[];
  /** True once the part answers. `output` is what it has written since it was started. */
  readonly isReady: (output: string) => Promise<boolean>;
  /** Done each time it is brought up, after it answers. */
  readonly prepare?: () => Promise<void>;
}

export interface Part {
  readonly name: PartName;
  /** How long a start may take, in ms. */
  readonly startTimeout: number;
  /** How long it may take to end after SIGTERM, in ms. */
  readonly stopGrace: number;
  /** Whether the lines it writes while it starts are progress to be shown. */
  readonly tellsProgress: boolean;
  /** @throws StackError where a program it needs cannot be had */
  readonly plan: (context: PartContext) => Promise<PartPlan>;
  /** Asked when it ended at its start: true where it has been put right and is worth another start. */
  readonly recover?: (context: PartContext, output: string) => Promise<boolean>;
}

export const answersOk = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
};
