import { expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { choosePort, isFree } from '../../../infra/dev/process/ports.ts';

it('takes the port of the last start again where it is free', async () => {
  expect(await choosePort(23_456, new Set(), () => Promise.resolve(true))).toBe(23_456);
});

it('takes another port where the old one is in use or belongs to another part', async () => {
  expect(
    await choosePort(
      23_456,
      new Set(),
      (port) => Promise.resolve(port !== 23_456),
      () => Promise.resolve(false),
    ),
  ).not.toBe(23_456);
  expect(await choosePort(23_456, new Set([23_456]), () => Promise.resolve(true))).not.toBe(23_456);
});

it('sees that somebody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await isFree(port)).toBe(false);
  server.close();
  await once(server, 'close');
  expect(await isFree(port)).toBe(true);
});
