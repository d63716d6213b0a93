import type { Program } from './sources.ts';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Temporal's own command with the development server in it. 1.5.1 is the newest release that `go install` accepts:
 * later modules carry a `replace` directive.
 */
export const temporalCli: Program = {
  name: 'temporal',
  version: '1.5.1',
  variable: 'TEMPORAL_CLI',
  versionPattern: /^temporal version /,
  archive: (platform, architecture) => {
    const arch = ARCHITECTURES[architecture];
    if (arch === undefined || (platform !== 'linux' && platform !== 'darwin')) return undefined;
    return `https://temporal.download/cli/archive/v1.5.1?platform=${platform}&arch=${arch}`;
  },
  goModule: 'github.com/temporalio/cli/cmd/temporal',
  alternative:
    'put the temporal command on PATH (or name it in TEMPORAL_CLI), install Go, or name a running service in TEMPORAL_ADDRESS',
};

/** S3 over a folder of this machine (Apache-2.0); it enforces conditional writes. Built from source: no checksum of its archives is known here. */
export const versitygw: Program = {
  name: 'versitygw',
  version: '1.8.0',
  variable: 'VERSITYGW',
  versionPattern: /^Version\b/,
  goModule: 'github.com/versity/versitygw/cmd/versitygw',
  alternative:
    'put versitygw on PATH (or name it in VERSITYGW), install Go, or name a bucket of a running store in MMSYNTH_STORE with the AWS_* variables',
};
