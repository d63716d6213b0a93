import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An S3 server that takes every put, whatever If-None-Match says, as some stores do. */
export interface OverwritingStore {
  readonly environment: Readonly<Record<string, string>>;
  readonly keys: () => readonly string[];
  close(): void;
}

const notFound = '<Error><Code>NoSuchKey</Code><Message>There is none.</Message></Error>';
const emptyList = '<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>';

export async function overwritingStore(): Promise<OverwritingStore> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://store');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'PUT') {
        objects.set(pathname, Buffer.concat(chunks));
        response.end();
      } else if (searchParams.has('list-type')) response.end(emptyList);
      else {
        const found = objects.get(pathname);
        response.statusCode = found ? 200 : 404;
        response.end(request.method === 'HEAD' ? undefined : (found ?? notFound));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      MMSYNTH_STORE: 's3://careless/data',
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    keys: () => [...objects.keys()],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
