import type { Environment } from '../environment.ts';
import type { OnProgress } from '../progress.ts';

/** A program that a part runs, and the ways it can come onto this machine. */
export interface Program {
  readonly name: string;
  readonly version: string;
  /** Environment variable with the path of one's own. */
  readonly variable: string;
  /** Must occur in what `--version` writes, so that a page of a proxy is never taken for the program. */
  readonly versionPattern: RegExp;
  /** Address of the official archive (tar.gz holding `name`) for this platform, where one is used. */
  readonly archive?: (platform: NodeJS.Platform, architecture: string) => string | undefined;
  /** Go module path of the command, for `go install`. */
  readonly goModule: string;
  /** How to do without: the end of the sentence of the error. */
  readonly alternative: string;
}

/** Where a program was found or came from. */
export type Origin = 'variable' | 'path' | 'cache' | 'download' | 'go';

/** What provisioning asks of the machine; replaced in tests. */
export interface Machine {
  readonly env: Environment;
  readonly findOnPath: (name: string) => Promise<string | undefined>;
  readonly isExecutable: (path: string) => Promise<boolean>;
  /** Puts the program of the official archive at `target`. @throws where the network, the archive or the program is bad */
  readonly download: (program: Program, target: string, onProgress: OnProgress) => Promise<void>;
  /** Builds the program to `target`. @throws where there is no go tool or the build fails */
  readonly goInstall: (program: Program, target: string, onProgress: OnProgress) => Promise<void>;
}
