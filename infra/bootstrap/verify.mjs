import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { at, root } from './root.mjs';
import { runChild, runStep } from './run-child.mjs';

const RESULTS = at('.mmsynth', 'jest.json');
const bin = (...path) => at('node_modules', ...path);

const CHECKS = [
  { label: 'Checking types', args: [bin('typescript', 'bin', 'tsc'), '--noEmit'] },
  { label: 'Linting', args: [bin('oxlint', 'bin', 'oxlint'), '--deny-warnings', '.'] },
  { label: 'Checking the format', args: [bin('oxfmt', 'bin', 'oxfmt'), '--check', '.'] },
];

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** What jest's report says; a run without one, or that failed without naming a test, counts as one failure. */
export const tallyOf = (report, exitCode) => {
  const tally = {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
};

/** @param {Tally} tally */
export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;

const runJest = async (args) => {
  mkdirSync(at('.mmsynth'), { recursive: true });
  rmSync(RESULTS, { force: true });
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest', 'bin', 'jest.js')];
  const code = await runChild(process.execPath, [...jest, '--json', `--outputFile=${RESULTS}`, ...args], {
    cwd: root,
    env: { ...process.env, PATH: [bin('.bin'), process.env['PATH']].join(delimiter) },
  });
  return tallyOf(existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : undefined, code);
};

/**
 * Types, lint and format as one check each, then the tests.
 * @param {boolean} built whether the build went well: it is a check of its own only where it did not
 * @param {readonly string[]} jestArgs
 * @returns {Promise<Tally>}
 */
export const verify = async (built, jestArgs) => {
  let [passed, failed] = [0, built ? 0 : 1];
  for (const { label, args } of CHECKS) {
    if (await runStep(label, process.execPath, args, { cwd: root })) passed += 1;
    else failed += 1;
  }
  const provisioning = at('dist', 'infra', 'dev', 'provision', 'main.js');
  if (existsSync(provisioning)) await runChild(process.execPath, [provisioning], { cwd: root });
  const jest = await runJest(jestArgs);
  return { passed: passed + jest.passed, failed: failed + jest.failed, skipped: jest.skipped };
};
