import { compiledEntry } from '../../package-root.ts';
import { type Part, answersOk } from '../part.ts';

/** The local inference endpoint. It brings its own engine and weights at first use, which takes its time. */
export const model: Part = {
  name: 'model',
  startTimeout: 20 * 60_000,
  stopGrace: 10_000,
  tellsProgress: true,
  plan: async ({ home, env, port }) => {
    const listen = await port('model');
    return {
      command: {
        file: process.execPath,
        args: [compiledEntry('infra/dev/model/serve.js'), '--port', String(listen)],
        env: { ...env, MMSYNTH_HOME: home },
      },
      isReady: () => answersOk(`http://127.0.0.1:${listen}/health`),
    };
  },
};
