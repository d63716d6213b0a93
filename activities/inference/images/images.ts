import type { ModelSettings } from '../../campaigns/model-settings.ts';
import { createByteCache } from './byte-cache.ts';
import type { WireImage } from '../wire/chat-body.ts';
import type { ChatBody } from '../completion.ts';
import { downscale, type ImageBytes } from './downscale.ts';

/** Where image bytes come from: the store. Errors of `read` pass through the gateway as they are. */
export interface ImageSource {
  read(sha256: string, signal: AbortSignal): Promise<ImageBytes>;
  /** A URL that lets the endpoint fetch the image itself. */
  presign(sha256: string): Promise<string>;
}

export interface ImageLoader {
  /** Every image the messages name, ready to be written into a body. */
  load(
    messages: ChatBody['messages'],
    settings: ModelSettings['image'],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, WireImage>>;
}

const none: ReadonlyMap<string, WireImage> = new Map();

/** @param cacheBytes base64 bytes kept in memory */
export function createImageLoader(source: ImageSource, cacheBytes: number): ImageLoader {
  const cache = createByteCache<Extract<WireImage, { kind: 'data' }>>({
    maxBytes: cacheBytes,
    sizeOf: (image) => image.base64.length,
  });

  const asData = (sha256: string, maxSide: number, signal: AbortSignal): Promise<WireImage> =>
    cache.get(
      `${sha256}/${maxSide}`,
      async (loading) => {
        const { bytes, mediaType } = await downscale(await source.read(sha256, loading), maxSide);
        return { kind: 'data', mediaType, base64: toBase64(bytes) };
      },
      signal,
    );

  return {
    async load(messages, settings, signal) {
      const names = imagesOf(messages);
      if (names.size === 0) return none;
      const entries = [...names].map(async (sha256): Promise<[string, WireImage]> => [
        sha256,
        settings.as === 'presigned'
          ? { kind: 'url', url: await source.presign(sha256) }
          : await asData(sha256, settings.maxSide, signal),
      ]);
      return new Map(await Promise.all(entries));
    },
  };
}

function imagesOf(messages: ChatBody['messages']): Set<string> {
  const names = new Set<string>();
  for (const { content } of messages) {
    if (typeof content === 'string') continue;
    for (const part of content) if (part.type === 'image') names.add(part.sha256);
  }
  return names;
}

/** Base64 text as bytes outside the JS heap, so that it goes to the socket without another copy. */
function toBase64(bytes: Buffer): Buffer {
  const text = bytes.toString('base64');
  const buffer = Buffer.allocUnsafeSlow(text.length);
  buffer.write(text, 'latin1');
  return buffer;
}
