import { describe, expect, it } from '@jest/globals';
import { modelSettings } from '../../../activities/campaigns/model-settings.ts';
import {
  changeOperations,
  newestOperations,
  operationsOf,
  readOperations,
  type Operations,
} from '../../../activities/campaigns/operations.ts';
import { plainSpec, readSpecOf } from './spec-file.ts';
import { memoryStore } from '../../memory-store.ts';

const operations = (window: number): Operations => ({
  v: 1,
  models: { generator: modelSettings.parse({ model: 'm', baseUrls: ['http://127.0.0.1:1/v1'] }) },
  window,
  heartbeatSeconds: 30,
});

describe('operations', () => {
  it('hold the price of searches, which may change', async () => {
    const given = { ...plainSpec, searchPrice: { search_text: 2 } };
    const { spec } = await readSpecOf(given);
    expect(operationsOf(spec).searchPrice).toEqual({ search_text: 2 });
    await expect(readSpecOf({ ...given, searchPrice: { search_text: -1 } })).rejects.toThrow(
      /searchPrice\.search_text/u,
    );
    const store = memoryStore();
    expect(await changeOperations(store, 'c', operationsOf(spec))).toBe(1);
    expect(await changeOperations(store, 'c', { ...operationsOf(spec), searchPrice: { search_text: 3 } })).toBe(2);
    expect((await readOperations(store, 'c', 2)).searchPrice).toEqual({ search_text: 3 });
  });

  it('get a new number at each change and none without', async () => {
    const store = memoryStore();
    expect(await newestOperations(store, 'c')).toBe(0);
    expect(await changeOperations(store, 'c', operations(8))).toBe(1);
    expect(await changeOperations(store, 'c', operations(8))).toBe(1);
    expect(await changeOperations(store, 'c', operations(9))).toBe(2);
    expect(await changeOperations(store, 'c', operations(8))).toBe(3);
    expect((await readOperations(store, 'c', 2)).window).toBe(9);
    expect(await newestOperations(store, 'c')).toBe(3);
  });

  it('changed by several at once all get their own number', async () => {
    const store = memoryStore();
    const numbers = await Promise.all([1, 2, 3, 4].map((window) => changeOperations(store, 'c', operations(window))));
    const windows = await Promise.all(numbers.map(async (n) => (await readOperations(store, 'c', n)).window));
    expect(windows).toEqual([1, 2, 3, 4]);
    expect([...numbers].sort()).toEqual([1, 2, 3, 4]);
  });
});
