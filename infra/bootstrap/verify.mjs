import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { at, root } from './root.mjs';
import { runChild, runStep } from './run-child.mjs';

const RESULTS = at('.mmsynth', 'jest.json');
const PYTHON_RESULTS = at('.mmsynth', 'python.json');
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

/** What the report of the Python tests says; as with jest's, a run without one counts as one failure. */
export const pythonTallyOf = (report, exitCode) => {
  const tally = report ?? { passed: 0, failed: 0, skipped: 0 };
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
};

/** The tests of the trainer; without a build there is nothing to run them by, which is counted as the build's failure. */
const runPython = async () => {
  const runner = at('dist', 'infra', 'dev', 'trainer', 'run-tests.js');
  if (!existsSync(runner)) return { passed: 0, failed: 0, skipped: 0 };
  rmSync(PYTHON_RESULTS, { force: true });
  const code = await runChild(process.execPath, [runner, PYTHON_RESULTS], { cwd: root });
  return pythonTallyOf(existsSync(PYTHON_RESULTS) ? JSON.parse(readFileSync(PYTHON_RESULTS, 'utf8')) : undefined, code);
};

/**
 * Types, lint and format as one check each, then the tests; those in Python where no part of jest's is asked for.
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
  const python = jestArgs.length === 0 ? await runPython() : { passed: 0, failed: 0, skipped: 0 };
  return {
    passed: passed + jest.passed + python.passed,
    failed: failed + jest.failed + python.failed,
    skipped: jest.skipped + python.skipped,
  };
};
