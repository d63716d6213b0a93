import { expect, it } from '@jest/globals';
import { createQueue } from '../../../infra/dev/model/queue.ts';

const never = new AbortController().signal;

/** A task that ends when told to. */
function held(log: string[], name: string) {
  let release = (): void => undefined;
  const task = () => {
    log.push(name);
    return new Promise<string>((resolve) => (release = () => resolve(name)));
  };
  return { task, release: () => release() };
}

it('runs one task at a time, in the order of arrival', async () => {
  const queue = createQueue();
  const log: string[] = [];
  const [first, second] = [held(log, 'first'), held(log, 'second')];
  const answers = [queue.run(first.task, never), queue.run(second.task, never)];
  await Promise.resolve();
  expect([log, queue.running, queue.waiting]).toEqual([['first'], 1, 1]);
  first.release();
  await answers[0];
  await new Promise(setImmediate);
  expect([log, queue.running, queue.waiting]).toEqual([['first', 'second'], 1, 0]);
  second.release();
  expect(await Promise.all(answers)).toEqual(['first', 'second']);
  expect(queue.running).toBe(0);
});

it('takes out a task whose client left while it waited', async () => {
  const queue = createQueue();
  const log: string[] = [];
  const [running, gone, next] = [held(log, 'running'), held(log, 'gone'), held(log, 'next')];
  const client = new AbortController();
  const first = queue.run(running.task, never);
  const second = queue.run(gone.task, client.signal);
  const third = queue.run(next.task, never);
  client.abort();
  await expect(second).rejects.toMatchObject({ code: 'client_closed' });
  running.release();
  await first;
  await new Promise(setImmediate);
  next.release();
  await third;
  expect(log).toEqual(['running', 'next']);
});

it('goes on after a task that failed', async () => {
  const queue = createQueue();
  await expect(queue.run(() => Promise.reject(new Error('no')), never)).rejects.toThrow('no');
  await expect(queue.run(async () => 'yes', never)).resolves.toBe('yes');
});
