import { pathToFileURL } from 'node:url';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { at } from './root.mjs';
import { tellFailure } from './run-child.mjs';
import { summary, verify } from './verify.mjs';

// The SDK is pinned by the lock file, so what its later versions will need of Node is no news for the user.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Runs a compiled program in this very process, so that signals and the exit code are its own. */
const runCompiled = async (path, args) => {
  const file = at('dist', ...path);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
};

export const build = async () => {
  await ensureDependencies();
  await ensureBuild();
};

/** A demonstration: a verb of the command that is not listed in its help. */
export const demo = (verb) => async (args) => {
  await build();
  await runCompiled(['cli', 'main.js'], [verb, ...args]);
};

export const start = demo('demo');

export const bench = async (args) => {
  await build();
  await runCompiled(['bench', 'run.js'], args);
};

export const curateDemo = async (args) => {
  await build();
  await runCompiled(['bench', 'curate-demo.js'], args);
};

export const starArithmetic = async (args) => {
  await build();
  await runCompiled(['bench', 'star-arithmetic.js'], args);
};

export const test = async (args) => {
  await ensureDependencies();
  const failure = await ensureBuild().then(
    () => undefined,
    (error) => error,
  );
  if (failure !== undefined) tellFailure(failure);
  const tally = await verify(failure === undefined, args);
  process.exitCode = tally.failed === 0 ? 0 : 1;
  process.stdout.write(`${summary(tally)}\n`);
};

/** The command itself: builds where needed, then reads the command line as it is. */
export const command = async () => {
  await build();
  await import(pathToFileURL(at('dist', 'cli', 'main.js')).href);
};
