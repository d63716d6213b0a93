import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { definedOnly } from '../../environment.ts';
import { thisMachine } from '../../provision/machine.ts';
import { versitygw } from '../../provision/programs.ts';
import { provision } from '../../provision/provision.ts';
import { type S3Credentials, ensureCredentials } from '../credentials.ts';
import { stackPaths } from '../home.ts';
import { type Part, answersOk } from '../part.ts';
import { EMBEDDED_BUCKET, EMBEDDED_REGION } from '../stack-environment.ts';

const HEALTH = '/health';

const ensureBucket = async (endpoint: string, credentials: S3Credentials): Promise<void> => {
  const client = new S3Client({ endpoint, credentials, region: EMBEDDED_REGION, forcePathStyle: true });
  try {
    const exists = await client.send(new HeadBucketCommand({ Bucket: EMBEDDED_BUCKET })).then(
      () => true,
      () => false,
    );
    if (!exists) await client.send(new CreateBucketCommand({ Bucket: EMBEDDED_BUCKET }));
  } finally {
    client.destroy();
  }
};

export const s3: Part = {
  name: 's3',
  startTimeout: 30_000,
  stopGrace: 10_000,
  tellsProgress: false,
  plan: async ({ home, env, port, onProgress }) => {
    const { path } = await provision(versitygw, thisMachine(env), onProgress);
    const { objects, versions, sidecar } = stackPaths(home).s3;
    await mkdir(objects, { recursive: true });
    await mkdir(versions, { recursive: true });
    const credentials = await ensureCredentials(home);
    const listen = `127.0.0.1:${await port('s3')}`;
    const { PATH = '', HOME = '', TMPDIR = '' } = definedOnly(env);
    return {
      command: {
        file: path,
        args: [
          `--port=${listen}`,
          `--region=${EMBEDDED_REGION}`,
          '--quiet',
          '--keep-alive',
          `--health=${HEALTH}`,
          'posix',
          `--versioning-dir=${versions}`,
          ...(existsSync(sidecar) ? [`--sidecar=${sidecar}`] : []),
          objects,
        ],
        // Not the whole environment: its VGW_* variables would change the server. Keys on the command line show in `ps`.
        env: {
          PATH,
          HOME,
          TMPDIR,
          ROOT_ACCESS_KEY: credentials.accessKeyId,
          ROOT_SECRET_KEY: credentials.secretAccessKey,
        },
      },
      isReady: () => answersOk(`http://${listen}${HEALTH}`),
      prepare: () => ensureBucket(`http://${listen}`, credentials),
    };
  },
  recover: async ({ home }, output) => {
    const { sidecar } = stackPaths(home).s3;
    if (!/xattrs are not supported/.test(output) || existsSync(sidecar)) return false;
    await mkdir(sidecar, { recursive: true });
    return true;
  },
};
