import { describe, expect, it } from '@jest/globals';
import { ask, never, settingsFor, until } from './gateway-fixture.ts';
import { endpoint, fine, gateway, sequence } from './gateway-scene.ts';

describe('the patience of the gateway', () => {
  it('waits as long as Retry-After says, however often, and burns no attempt', async () => {
    const limited = { status: 429, headers: { 'retry-after': '0.05' }, body: {} };
    const server = await sequence(...Array.from({ length: 12 }, () => limited), fine);
    const completion = await gateway([server.baseUrl]).complete(ask(1), never);
    expect(completion.attempts).toBe(13);
    const pauses = server.at.slice(1).map((time, index) => time - (server.at[index] ?? 0));
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(49);
  });

  it('waits for ever while everything fails, tells for what, and goes on', async () => {
    const server = await endpoint();
    const gate = gateway([server.baseUrl]);
    await gate.complete(ask(0), never);
    await server.close();
    const waiting = Promise.all(Array.from({ length: 20 }, (_, row) => gate.complete(ask(row), never)));
    await until(() => gate.status()[0]?.baseUrls[0]?.state === 'out');
    const [status] = gate.status();
    expect(status?.waitingFor).toContain('ECONNREFUSED');
    expect(status?.waitingFor).toContain(server.baseUrl);
    await endpoint({ port: server.port });
    expect(await waiting).toHaveLength(20);
    expect(gate.status()[0]?.waitingFor).toBeUndefined();
  });

  it('finds out soon that an endpoint is well which fails at all that are left', async () => {
    let failed = 0;
    let beforeCanary: number | undefined;
    const server = await endpoint({ latencyMs: 0 }, ({ messages }) => {
      if (!String(messages[0]?.content).startsWith('ROW-')) {
        beforeCanary ??= failed;
        return 'ready';
      }
      failed += 1;
      return { status: 500, body: {} };
    });
    const gate = gateway([server.baseUrl], { concurrency: 1 });
    const left = Promise.allSettled(Array.from({ length: 12 }, (_, row) => gate.complete(ask(row), never)));
    await until(() => beforeCanary !== undefined);
    expect(beforeCanary).toBeLessThanOrEqual(8);
    await gate.close();
    await left;
  });

  it('goes on with the other base URL when one is lost, and uses it again when it is back', async () => {
    const options = { slots: 8, latencyMs: 3 };
    const [one, two] = [await endpoint(options), await endpoint(options)];
    const gate = gateway([one.baseUrl, two.baseUrl], { concurrency: 16 });
    const states = (): string[] => gate.status()[0]?.baseUrls.map(({ state }) => state) ?? [];
    let row = 0;
    const run = (count: number) => Promise.all(Array.from({ length: count }, () => gate.complete(ask(row++), never)));
    await run(40);
    expect([one.stats().served, two.stats().served].every((served) => served > 10)).toBe(true);
    const losing = run(100);
    await two.close();
    expect(await losing).toHaveLength(100);
    const back = await endpoint({ ...options, port: two.port });
    while (states()[1] !== 'up') await run(4);
    await run(40);
    expect(back.stats().served).toBeGreaterThan(10);
  });

  it('takes base URLs and limits added while it runs', async () => {
    const [one, two] = [await endpoint({ slots: 4, latencyMs: 5 }), await endpoint({ slots: 4, latencyMs: 5 })];
    const gate = gateway([one.baseUrl], { concurrency: 4 });
    const running = Promise.all(Array.from({ length: 100 }, (_, row) => gate.complete(ask(row), never)));
    await until(() => one.stats().served > 10);
    gate.configure({ generator: settingsFor([two.baseUrl], { concurrency: 4 }) });
    expect(await running).toHaveLength(100);
    expect(one.stats().served + two.stats().served).toBe(100);
    expect(two.stats().served).toBeGreaterThan(50);
  });
});
