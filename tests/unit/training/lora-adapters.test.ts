import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { modelSettings } from '../../../activities/campaigns/model-settings.ts';
import { loraAdapters } from '../../../activities/training/lora-adapters.ts';

let servers: Server[];
let asked: string[];
/** What each server has loaded, as vLLM tells of it. */
async function vllm(): Promise<string> {
  const loaded = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { lora_name: name, lora_path: path } = JSON.parse(body) as { lora_name: string; lora_path?: string };
      asked.push(`${request.url} ${name} ${path ?? ''}`.trim());
      const say = (status: number, text: string): void => void response.writeHead(status).end(text);
      const error = (message: string): string =>
        JSON.stringify({ error: { message, type: 'InvalidUserInput', code: 400 } });
      if (request.url === '/v1/load_lora_adapter') {
        if (loaded.has(name)) return say(400, error(`The lora adapter '${name}' has already been loaded.`));
        loaded.add(name);
        return say(200, `Success: LoRA adapter '${name}' added successfully.`);
      }
      return loaded.delete(name) ? say(200, 'Success') : say(404, error(`The lora adapter '${name}' cannot be found.`));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
beforeEach(() => {
  servers = [];
  asked = [];
});
afterEach(() => {
  for (const server of servers) server.close();
});

describe('adapters of vLLM', () => {
  it('are loaded at every base URL, once or again, and let go, whether there or not', async () => {
    const settings = modelSettings.parse({ model: 'base', baseUrls: [await vllm(), await vllm()] });
    const adapters = loraAdapters(settings, {}, { signal: new AbortController().signal, onWait: () => undefined });
    await adapters.load('sums-r01', '/adapters/1');
    await adapters.load('sums-r01', '/adapters/1');
    await adapters.unload('sums-r01');
    await adapters.unload('sums-r01');
    const load = '/v1/load_lora_adapter sums-r01 /adapters/1';
    const unload = '/v1/unload_lora_adapter sums-r01';
    expect(asked).toEqual([load, load, load, load, unload, unload, unload, unload]);
  });

  it('that cannot be loaded are told with the server’s words', async () => {
    const server = createServer((_, response) => {
      response.writeHead(400).end(JSON.stringify({ error: { message: 'No adapter found for /nowhere' } }));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const settings = modelSettings.parse({ model: 'base', baseUrls: [baseUrl] });
    const adapters = loraAdapters(settings, {}, { signal: new AbortController().signal, onWait: () => undefined });
    await expect(adapters.load('x', '/nowhere')).rejects.toMatchObject({
      code: 'trainer_rejects',
      message: expect.stringContaining('No adapter found'),
    });
  });
});
