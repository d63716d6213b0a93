import { findProgram } from '../provision/provision.ts';
import type { Machine, Program } from '../provision/sources.ts';
import type { Check } from './check.ts';

/** Whether a program of the embedded stack is here or could be brought here. Fetches nothing. */
export const checkObtainable = async (program: Program, machine: Machine): Promise<Check> => {
  const { name, version } = program;
  const found = await findProgram(program, machine);
  if (found !== undefined)
    return { name, ok: true, detail: `${found.path} (${found.origin}); not started, mmsynth up does` };
  const go = await machine.findOnPath('go');
  const ways = [
    ...(program.archive?.(process.platform, process.arch) === undefined ? [] : ['fetches it']),
    ...(go === undefined ? [] : [`builds it with ${go}`]),
  ];
  if (go === undefined) {
    const detail = `${name} ${version} is not on this machine and there is no go tool to build it with`;
    return { name, ok: false, detail, fix: program.alternative };
  }
  return { name, ok: true, detail: `not on this machine yet; mmsynth up ${ways.join(' or ')}` };
};
