import { describe, expect, it } from '@jest/globals';
import { worker } from '../../../infra/dev/stack/parts/worker.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const environmentOf = (env: Readonly<Record<string, string>>) =>
  inTemporaryFolder(async (home) => {
    const context = { home, env, ui: false, port: async () => 1, onProgress: () => undefined };
    return (await worker.plan(context)).command.env;
  });

describe('the embedded worker', () => {
  it('is started with an allocator that gives memory back', async () => {
    expect(await environmentOf({})).toMatchObject({ MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '4194304' });
  });

  it('or with what its user says of it', async () => {
    expect(await environmentOf({ MALLOC_ARENA_MAX: '8' })).toMatchObject({ MALLOC_ARENA_MAX: '8' });
  });
});
