import type { Engine } from './engine.ts';

/**
 * Answers after which the engine's process is replaced. mistral.rs 0.9.5 grows by about 10 MB an answer and does not give
 * it back; loading the default weights anew takes some seconds.
 */
const answersAtMost = 100;

/** An engine whose process is replaced now and then. Asked for one completion at a time, as an engine is. */
export function renewedEngine(start: () => Engine, renewAfter: number = answersAtMost): Engine {
  let current = start();
  let answers = 0;
  return {
    loaded: current.loaded,
    async complete(request) {
      if (answers >= renewAfter) {
        await current.close();
        current = start();
        await current.loaded;
        answers = 0;
      }
      answers += 1;
      return current.complete(request);
    },
    close: () => current.close(),
  };
}
