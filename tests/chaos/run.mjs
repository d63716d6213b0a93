import { parseArgs } from 'node:util';
import { at, root } from '../../infra/bootstrap/root.mjs';
import { runChild } from '../../infra/bootstrap/run-child.mjs';
import { build } from '../../infra/bootstrap/verbs.mjs';

/** The long form of the chaos test: `npm run chaos -- --seed 2 --events 50`. */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, events: { type: 'string', default: '50' } },
});
await build();
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  at('node_modules/jest/bin/jest.js'),
];
process.exitCode = await runChild(process.execPath, [...jest, 'tests/chaos'], {
  cwd: root,
  env: { ...process.env, MMSYNTH_CHAOS_SEED: values.seed, MMSYNTH_CHAOS_EVENTS: values.events },
});
