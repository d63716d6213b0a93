import { describe, expect, it } from '@jest/globals';
import type { Engine } from '../../../infra/dev/model/engine.ts';
import { renewedEngine } from '../../../infra/dev/model/renewed-engine.ts';

function countedEngines() {
  const events: string[] = [];
  let started = 0;
  const start = (): Engine => {
    const number = (started += 1);
    events.push(`start ${number}`);
    return {
      loaded: Promise.resolve({ images: false }),
      complete: async () => {
        events.push(`answer ${number}`);
        return { id: number, text: '', finish: 'stop', promptTokens: 0, completionTokens: 0 };
      },
      close: async () => void events.push(`close ${number}`),
    };
  };
  return { events, start };
}

describe('an engine that is renewed', () => {
  it('replaces its process after so many answers and ends the one before', async () => {
    const { events, start } = countedEngines();
    const engine = renewedEngine(start, 2);
    for (let i = 0; i < 3; i++) await engine.complete({ messages: [] });
    await engine.close();
    expect(events).toEqual(['start 1', 'answer 1', 'answer 1', 'close 1', 'start 2', 'answer 2', 'close 2']);
  });
});
