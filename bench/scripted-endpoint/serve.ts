import { parseArgs } from 'node:util';
import { scriptedOptions } from './options.ts';
import { startScriptedEndpoint } from './server.ts';

/**
 * The scripted endpoint as a process of its own: `node dist/bench/scripted-endpoint/serve.js --options '{"slots":64,"latencyMs":200}'`.
 * Prints one JSON line `{"baseUrl": …, "port": …}` once it listens; SIGTERM ends it.
 */
const { values } = parseArgs({ options: { options: { type: 'string', default: '{}' } } });
const endpoint = await startScriptedEndpoint(scriptedOptions.parse(JSON.parse(values.options)));
process.stdout.write(`${JSON.stringify({ baseUrl: endpoint.baseUrl, port: endpoint.port })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void endpoint.close().then(() => process.exit(0)));
}
