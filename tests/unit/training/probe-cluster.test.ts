import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { probeTrainer } from '../../../activities/training/probe-trainer.ts';
import { clusterSettings, jobOf, openClusterScene, type ClusterScene } from './cluster-scene.ts';

let scene: ClusterScene;
beforeEach(async () => {
  scene = await openClusterScene();
});
afterEach(() => scene.close());

const probe = (job?: object, namespace?: string) => probeTrainer(clusterSettings(job, namespace), scene.environment);

describe('a launch whose training is a Kubernetes Job', () => {
  it('passes where the cluster would take the Job, and makes none', async () => {
    await probe();
    const created = (await scene.kubectl.calls()).filter(([verb]) => verb === 'create');
    expect(created.map((args) => args[1])).toEqual(['--dry-run=server']);
    expect(await scene.kubectl.job('mmsynth-probe')).toBeUndefined();
  });

  it('names all that the user may not', async () => {
    await scene.kubectl.mayNot('delete jobs.batch', 'get pods --subresource=log');
    await expect(probe()).rejects.toMatchObject({
      code: 'trainer_rejects',
      message: expect.stringContaining('may not delete jobs.batch, get pods/log in namespace ml; bind'),
    });
  });

  it.each([
    ['a namespace that is not there', jobOf('registry/trainer:1'), 'nowhere', 'namespaces "nowhere" not found'],
    [
      'a field that Jobs do not have',
      jobOf('registry/trainer:1', { backofLimit: 1 }),
      'ml',
      'unknown field "spec.backofLimit"',
    ],
    ['an image that no Job takes', jobOf('bare'), 'ml', 'image: Required value'],
  ])('is refused for %s', async (_, job, namespace, words) => {
    await expect(probe(job, namespace)).rejects.toMatchObject({
      code: 'trainer_rejects',
      message: expect.stringContaining(words),
    });
  });

  it('tells of a cluster that is away in one line, with what to look at', async () => {
    await scene.kubectl.fails('refused');
    await expect(probe()).rejects.toMatchObject({
      code: 'trainer_unreachable',
      message: expect.stringMatching(
        /^[^\n]*Job: The connection to the server \S+ was refused [^\n]*kubectl cluster-info`\.$/,
      ),
    });
  });

  it('believes a user who is not known at once', async () => {
    await scene.kubectl.fails('unauthorized');
    await expect(probe()).rejects.toMatchObject({ code: 'trainer_rejects' });
  });

  it('needs kubectl', async () => {
    const nowhere = { ...scene.environment, PATH: join(scene.folder, 'jobs') };
    await expect(probeTrainer(clusterSettings(), nowhere)).rejects.toMatchObject({
      code: 'trainer_unreachable',
      message: expect.stringContaining("no program 'kubectl' for training.kubernetes: install it"),
    });
  });
});
