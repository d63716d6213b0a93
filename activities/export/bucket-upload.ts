import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { TextFile } from './target.ts';

/** S3 takes 10,000 parts: 160 GB at this size, in bytes. */
const partBytes = 16 * 2 ** 20;

type Ask = <T>(what: string, call: () => Promise<T>) => Promise<T>;

/** A text object of unknown length, held in memory a part at a time. One part goes out as a plain put. */
export function openUpload(
  client: S3Client,
  at: { readonly Bucket: string; readonly Key: string },
  mediaType: string,
  ask: Ask,
): TextFile {
  const parts: { ETag: string | undefined; PartNumber: number }[] = [];
  let upload: string | undefined;
  let buffer: Buffer[] = [];
  let buffered = 0;
  let bytes = 0;
  const what = `write ${at.Key}`;

  async function sendPart(): Promise<void> {
    upload ??= (await ask(what, () => client.send(new CreateMultipartUploadCommand({ ...at, ContentType: mediaType }))))
      .UploadId;
    const PartNumber = parts.length + 1;
    const Body = Buffer.concat(buffer);
    buffer = [];
    buffered = 0;
    const { ETag } = await ask(what, () =>
      client.send(new UploadPartCommand({ ...at, UploadId: upload, PartNumber, Body })),
    );
    parts.push({ ETag, PartNumber });
  }

  return {
    async write(content) {
      const chunk = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content);
      buffer.push(chunk);
      buffered += chunk.length;
      bytes += chunk.length;
      if (buffered >= partBytes) await sendPart();
    },
    async finish() {
      if (upload === undefined) {
        await ask(what, () =>
          client.send(new PutObjectCommand({ ...at, Body: Buffer.concat(buffer), ContentType: mediaType })),
        );
        return bytes;
      }
      if (buffered > 0) await sendPart();
      await ask(what, () =>
        client.send(new CompleteMultipartUploadCommand({ ...at, UploadId: upload, MultipartUpload: { Parts: parts } })),
      );
      return bytes;
    },
    async discard() {
      if (upload !== undefined) await client.send(new AbortMultipartUploadCommand({ ...at, UploadId: upload }));
    },
  };
}
