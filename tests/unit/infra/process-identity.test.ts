import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identify, isAlive, parseProcStat, parsePs } from '../../../infra/dev/process/identity.ts';
import { terminate } from '../../../infra/dev/process/terminate.ts';

const sleeper = async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true });
  await once(child, 'spawn');
  const identity = await identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('the child is not there');
  return { child, identity };
};

describe('process identity', () => {
  it('reads state and start time whatever the name of the command is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), fc.constantFrom('R', 'S', 'Z'), fc.nat(), (name, state, ticks) => {
        const between = Array.from({ length: 18 }, (_, index) => index);
        const text = `42 (${name}) ${state} ${between.join(' ')} ${ticks} 1 2 3\n`;
        expect(parseProcStat(text)).toEqual({ state, startTicks: String(ticks) });
      }),
    );
  });

  it('reads state and start time of ps', () => {
    expect(parsePs('Ss   Mon Nov 23 05:10:00 2026    \n')).toEqual({
      state: 'Ss',
      startTime: 'Mon Nov 23 05:10:00 2026',
    });
    expect(parsePs('')).toBeUndefined();
  });

  it('knows this very process, and no other with its pid', async () => {
    const me = await identify(process.pid);
    expect(me).toBeDefined();
    expect(await isAlive({ pid: process.pid, startTime: me?.startTime ?? '' })).toBe(true);
    expect(await isAlive({ pid: process.pid, startTime: 'another time' })).toBe(false);
  });

  it('ends the process it means', async () => {
    const { child, identity } = await sleeper();
    const ended = once(child, 'exit');
    expect(await terminate(identity, 5000)).toBe('terminated');
    await ended;
    expect(await isAlive(identity)).toBe(false);
    expect(await terminate(identity, 5000)).toBe('absent');
  });

  it('leaves a process alone that only has the same pid', async () => {
    const { child, identity } = await sleeper();
    expect(await terminate({ ...identity, startTime: 'an earlier time' }, 5000)).toBe('absent');
    expect(await isAlive(identity)).toBe(true);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
});
