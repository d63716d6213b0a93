import { bench, build, curateDemo, demo, starArithmetic, start, test } from './bootstrap/verbs.mjs';
import { requireNode } from './bootstrap/node-version.mjs';
import { tellFailure } from './bootstrap/run-child.mjs';

/** What the scripts of package.json call: `node infra/bootstrap.mjs start [arguments]`. */
const verbs = {
  start,
  test,
  build,
  bench,
  'curate-demo': curateDemo,
  'dynvqa-demo': demo('dynvqa-demo'),
  'florence-demo': demo('florence-demo'),
  'star-arithmetic': starArithmetic,
};

requireNode();
const [name = '', ...args] = process.argv.slice(2);
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
if (verb === undefined) {
  process.stderr.write(`Unknown step "${name}"; there are ${Object.keys(verbs).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  await verb(args).catch(tellFailure);
}
