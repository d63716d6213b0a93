import type { Check } from './check.ts';

/** The oldest release the code is tested on. */
const MINIMUM = [20, 19] as const;

export const checkNode = (version: string = process.versions.node): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
  const check = { name: 'node', ok, detail: `Node ${version}` };
  return ok ? check : { ...check, fix: `install Node ${MINIMUM.join('.')} or newer` };
};
