import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Below the range that kernels take for outgoing connections, so that none sits on the port of a stopped part. */
const RANGE = { from: 20_000, to: 30_000 } as const;

/** True where a server could listen on 127.0.0.1 at this port now. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** A server that was just killed may hold its port until its last thread has ended; waited for this long, in ms. */
const RELEASE_TIME = 3_000;
const RELEASE_POLL = 100;

/** True as soon as the port is free, false when it is not within the time. */
export const becomesFree = async (port: number, timeout: number = RELEASE_TIME): Promise<boolean> => {
  for (const end = Date.now() + timeout; Date.now() < end; await sleep(RELEASE_POLL))
    if (await isFree(port)) return true;
  return isFree(port);
};

/**
 * The preferred port where it is free, else a free one. A part that comes back on its old port is found again by
 * workers that are connected to it.
 */
export const choosePort = async (
  preferred: number | undefined,
  taken: ReadonlySet<number>,
  probe: (port: number) => Promise<boolean> = isFree,
  released: (port: number) => Promise<boolean> = becomesFree,
): Promise<number> => {
  if (preferred !== undefined && !taken.has(preferred) && (await released(preferred))) return preferred;
  let port = randomInt(RANGE.from, RANGE.to);
  while (taken.has(port) || !(await probe(port))) port = randomInt(RANGE.from, RANGE.to);
  return port;
};
