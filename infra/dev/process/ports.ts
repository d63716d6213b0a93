import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/** Below the range that kernels take for outgoing connections, so that none sits on the port of a stopped part. */
const RANGE = { from: 20_000, to: 30_000 } as const;

/** True where a server could listen on 127.0.0.1 at this port now. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * The preferred port where it is free, else a free one. A part that comes back on its old port is found again by
 * workers that are connected to it.
 */
export const choosePort = async (
  preferred: number | undefined,
  taken: ReadonlySet<number>,
  probe: (port: number) => Promise<boolean> = isFree,
): Promise<number> => {
  let port = preferred ?? randomInt(RANGE.from, RANGE.to);
  while (taken.has(port) || !(await probe(port))) port = randomInt(RANGE.from, RANGE.to);
  return port;
};
