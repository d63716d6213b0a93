import { describe, expect, it } from '@jest/globals';
import { ask, never, settingsFor, until } from './gateway-fixture.ts';
import { endpoint, failureOf, fine, gateway, sequence } from './gateway-scene.ts';

describe('the gateway', () => {
  it('answers with text, usage, latency, attempts and the base URL', async () => {
    const { baseUrl } = await endpoint();
    const completion = await gateway([baseUrl]).complete(ask(7), never);
    expect(completion).toMatchObject({ finishReason: 'stop', attempts: 1, baseUrl, fingerprint: 'scripted' });
    expect(completion.text).toContain('ROW-7');
    expect(completion.usage.promptTokens).toBeGreaterThan(0);
  });

  it('keeps to the configured limit, all callers together', async () => {
    const server = await endpoint({ slots: 64, latencyMs: 5 });
    const gate = gateway([server.baseUrl], { concurrency: 7 });
    await Promise.all(Array.from({ length: 100 }, (_, row) => gate.complete(ask(row), never)));
    expect(server.stats().peak).toBe(7);
  });

  it('narrows a found limit to what a server can take that tells of its queue', async () => {
    const server = await endpoint({ slots: 4, latencyMs: 20 });
    const gate = gateway([server.baseUrl], { concurrency: 'auto' });
    let wide = true;
    let row = 0;
    const lane = async (): Promise<void> => {
      while (wide) await gate.complete(ask(row++), never);
    };
    const lanes = Promise.all(Array.from({ length: 64 }, lane));
    await until(() => (gate.status()[0]?.limit ?? Infinity) <= 8);
    wide = false;
    await lanes;
    expect(server.stats().peak).toBe(4);
  });

  it('begins anew where a given limit becomes one to be found', async () => {
    const server = await endpoint({ slots: 4, latencyMs: 5 });
    const gate = gateway([server.baseUrl], { concurrency: 4 });
    expect(gate.status()[0]?.limit).toBe(4);
    gate.configure({ generator: settingsFor([server.baseUrl], { concurrency: 'auto' }) });
    expect(gate.status()[0]?.limit).toBe(64);
    gate.configure({ generator: settingsFor([server.baseUrl], { concurrency: 6 }) });
    expect(gate.status()[0]?.limit).toBe(6);
  });

  it('loses and doubles no request under 2 % of each fault', async () => {
    const faults = { p429: 0.02, retryAfterSeconds: 0.1, p500: 0.02, preset: 0.02, ptorn: 0.02 };
    const server = await endpoint({ slots: 32, latencyMs: 10, ...faults });
    const gate = gateway([server.baseUrl], { concurrency: 32 });
    const all = await Promise.all(Array.from({ length: 300 }, (_, row) => gate.complete(ask(row), never)));
    expect(all.map(({ text }) => Number(/ROW-(\d+)/.exec(text)?.[1]))).toEqual(
      Array.from({ length: 300 }, (_, row) => row),
    );
    const { rows, served, ends, asked } = server.stats();
    expect([rows, served]).toEqual([{ distinct: 300, repeated: 0 }, 300]);
    expect(Object.keys(ends).sort()).toEqual(['200', '429', '500', 'reset', 'torn']);
    expect(all.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(asked);
  });

  it('never hides that an answer was cut short', async () => {
    const server = await endpoint({ plength: 0.5 });
    const gate = gateway([server.baseUrl]);
    const all = await Promise.all(Array.from({ length: 60 }, (_, row) => gate.complete(ask(row), never)));
    const cut = all.filter(({ finishReason }) => finishReason === 'length');
    expect(cut.length).toBeGreaterThan(10);
    expect(cut.every(({ attempts }) => attempts === 1)).toBe(true);
    expect(server.stats().served).toBe(60);
  });

  it('asks before each time it sends a request, and sends none that is not admitted', async () => {
    const server = await sequence({ status: 500, body: {} }, { status: 500, body: {} }, fine);
    let asked = 0;
    const admit = (): void => {
      asked += 1;
      if (asked === 3) throw new Error('the budget is spent');
    };
    const gate = gateway([server.baseUrl]);
    await expect(gate.complete({ ...ask(1), admit }, never)).rejects.toThrow('the budget is spent');
    expect(asked).toBe(3);
    expect(server.at).toHaveLength(2);
    expect(gate.status()[0]).toMatchObject({ inFlight: 0, waiting: 0, backingOff: 0 });
  });

  it('closes the socket of an aborted request and takes a queued one out', async () => {
    const server = await endpoint({ latencyMs: 60_000 });
    const gate = gateway([server.baseUrl], { concurrency: 1 });
    const abort = new AbortController();
    const running = [gate.complete(ask(1), abort.signal), gate.complete(ask(2), abort.signal)];
    await until(() => server.stats().inService === 1);
    abort.abort(new Error('cancelled'));
    for (const one of await Promise.allSettled(running))
      expect(one).toMatchObject({ reason: { message: 'cancelled' } });
    await until(() => server.stats().openSockets === 0);
    expect(server.stats()).toMatchObject({ asked: 1, inService: 0, ends: { abandoned: 1 } });
    expect(gate.status()[0]).toMatchObject({ inFlight: 0, waiting: 0, backingOff: 0 });
  });

  it('stops a request at its time-out', async () => {
    const slow = await endpoint({ latencyMs: 60_000 });
    const gate = gateway([slow.baseUrl], { timeoutSeconds: 0.05 });
    const abort = new AbortController();
    const running = failureOf(gate.complete(ask(1), abort.signal)).catch((error: Error) => error.message);
    await until(() => (gate.status()[0]?.failedAttempts ?? 0) > 0);
    expect(gate.status()[0]?.waitingFor).toContain('no answer within 0.05 s');
    abort.abort(new Error('cancelled'));
    expect(await running).toBe('cancelled');
  });

  it.each([
    [400, { error: { message: 'prompt too long' } }, 'bad_request'],
    [400, { error: { code: 'content_filter', message: 'no' } }, 'refused'],
    [404, { error: { message: 'no such model' } }, 'fatal'],
  ])('does not ask again after %i %j', async (status, body, code) => {
    const server = await sequence({ status, body }, fine);
    const error = await failureOf(gateway([server.baseUrl]).complete(ask(1), never));
    expect([error.code, server.at.length]).toEqual([code, 1]);
  });

  it('goes on without the response format an endpoint refuses, and remembers', async () => {
    const server = await endpoint({ responseFormats: ['text'] });
    const gate = gateway([server.baseUrl]);
    const schema = { name: 'answer', schema: { type: 'object' } };
    await gate.complete(ask(1, { schema }), never);
    expect(server.stats()).toMatchObject({ asked: 3, served: 1, ends: { '400': 2 } });
    await gate.complete(ask(2, { schema }), never);
    expect(server.stats()).toMatchObject({ asked: 4, served: 2 });
  });

  it('fails where the response format is refused and the settings insist on it', async () => {
    const server = await endpoint({ responseFormats: ['text'] });
    const gate = gateway([server.baseUrl], { responseFormat: 'json_schema' });
    const error = await failureOf(gate.complete(ask(1, { schema: { name: 'a', schema: {} } }), never));
    expect(error.code).toBe('bad_request');
  });

  it('reads the API key at call time, names the missing variable, and never shows the key', async () => {
    const server = await endpoint({ apiKey: 'sk-right' });
    const environment: Record<string, string | undefined> = {};
    const gate = gateway([server.baseUrl], { apiKeyEnv: 'MODEL_KEY' }, { environment });
    const missing = await failureOf(gate.complete(ask(1), never));
    expect([missing.code, missing.message]).toEqual(['fatal', expect.stringContaining('MODEL_KEY')]);
    environment['MODEL_KEY'] = 'sk-wrong-secret';
    const wrong = await failureOf(gate.complete(ask(1), never));
    expect(wrong.code).toBe('fatal');
    expect(`${wrong.stack} ${JSON.stringify(gate.status())}`).not.toContain('sk-wrong-secret');
    environment['MODEL_KEY'] = 'sk-right';
    expect((await gate.complete(ask(1), never)).attempts).toBe(1);
  });

  it('looks the embedded model up at call time', async () => {
    const server = await endpoint();
    const environment: Record<string, string | undefined> = {};
    const gate = gateway(['embedded'], {}, { environment });
    expect((await failureOf(gate.complete(ask(1), never))).message).toContain('MMSYNTH_EMBEDDED_MODEL_URL');
    environment['MMSYNTH_EMBEDDED_MODEL_URL'] = server.baseUrl;
    expect((await gate.complete(ask(1), never)).baseUrl).toBe(server.baseUrl);
  });

  it('probes every base URL for its models', async () => {
    const server = await endpoint({ model: 'scripted' });
    const gone = await endpoint();
    await gone.close();
    expect(await gateway([server.baseUrl]).probe('generator')).toEqual({
      ok: true,
      baseUrls: [{ url: server.baseUrl, ok: true, models: ['scripted'] }],
    });
    const other = await gateway([server.baseUrl, gone.baseUrl], { model: 'another' }).probe('generator');
    expect(other.ok).toBe(false);
    expect(other.baseUrls.map(({ problem }) => problem)).toEqual([
      expect.stringContaining("'another' is not among scripted"),
      expect.stringContaining('ECONNREFUSED'),
    ]);
  });

  it('ends what is under way when it is closed', async () => {
    const server = await endpoint({ latencyMs: 60_000 });
    const gate = gateway([server.baseUrl]);
    const running = failureOf(gate.complete(ask(1), never));
    await until(() => server.stats().inService === 1);
    await gate.close();
    expect((await running).reason).toBe('closed');
    await until(() => server.stats().openSockets === 0);
  });
});
