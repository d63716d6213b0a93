import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { InferenceError, type ImageBytes } from '../../activities/inference/index.ts';
import type { ScriptedRequest } from '../../bench/scripted-endpoint/options.ts';
import { startScriptedEndpoint, type ScriptedEndpoint } from '../../bench/scripted-endpoint/server.ts';
import { ask, gatewayFor, never, until } from './gateway-fixture.ts';

const store = new Map<string, ImageBytes>();
const reads: string[] = [];
const images = {
  read: async (sha256: string) => {
    reads.push(sha256);
    const image = store.get(sha256);
    if (image === undefined) throw new Error(`no image ${sha256}`);
    return image;
  },
  presign: async (sha256: string) => `https://store.example/${sha256}?signature=x`,
};
function put(bytes: Buffer, mediaType: string): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  store.set(sha256, { bytes, mediaType });
  return sha256;
}
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a04020' } });
const withImage = (row: number, ...shas: string[]) =>
  ask(row, { messages: [{ role: 'user', content: shas.map((sha256) => ({ type: 'image', sha256 }) as const) }] });

let server: ScriptedEndpoint;
/** Answers with the image URLs it was sent. */
const echoImages = ({ messages }: ScriptedRequest): string =>
  JSON.stringify(
    messages.flatMap(({ content }) =>
      typeof content === 'string'
        ? []
        : content.map((part) => (part as unknown as { image_url: { url: string } }).image_url.url),
    ),
  );
beforeAll(async () => {
  server = await startScriptedEndpoint({ latencyMs: 5 }, echoImages);
});
afterAll(() => server.close());

async function sent(gateway: ReturnType<typeof gatewayFor>, ...shas: string[]): Promise<string[]> {
  return JSON.parse((await gateway.complete(withImage(1, ...shas), never)).text) as string[];
}
const bytesOf = (url: string | undefined): Buffer => Buffer.from(url?.split(',')[1] ?? '', 'base64');

describe('images', () => {
  it('that fit are sent as they are', async () => {
    const gateway = gatewayFor([server.baseUrl], {}, { images });
    const jpeg = await picture(500, 300).jpeg().toBuffer();
    const png = await picture(300, 512).png().toBuffer();
    const urls = await sent(gateway, put(jpeg, 'image/jpeg'), put(png, 'image/png'));
    expect(urls).toEqual([
      `data:image/jpeg;base64,${jpeg.toString('base64')}`,
      `data:image/png;base64,${png.toString('base64')}`,
    ]);
    await gateway.close();
  });

  it('that are larger are scaled down to the limit', async () => {
    const gateway = gatewayFor([server.baseUrl], { image: { maxSide: 200 } }, { images });
    const [url] = await sent(gateway, put(await picture(800, 400).png().toBuffer(), 'image/png'));
    expect(await sharp(bytesOf(url)).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 100 });
    await gateway.close();
  });

  it('are turned upright', async () => {
    const gateway = gatewayFor([server.baseUrl], {}, { images });
    const lying = await picture(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const [url] = await sent(gateway, put(lying, 'image/jpeg'));
    const { width, height, orientation = 1 } = await sharp(bytesOf(url)).metadata();
    expect([width, height, orientation]).toEqual([200, 400, 1]);
    await gateway.close();
  });

  it('of formats endpoints do not decode become JPEG', async () => {
    const gateway = gatewayFor([server.baseUrl], {}, { images });
    const [url] = await sent(gateway, put(await picture(40, 20).tiff().toBuffer(), 'image/tiff'));
    expect(url).toMatch(/^data:image\/jpeg;base64,/);
    await gateway.close();
  });

  it('are read once for many requests', async () => {
    const gateway = gatewayFor([server.baseUrl], {}, { images });
    const sha256 = put(await picture(64, 65).jpeg().toBuffer(), 'image/jpeg');
    await Promise.all(Array.from({ length: 30 }, (_, row) => gateway.complete(withImage(row, sha256), never)));
    expect(reads.filter((read) => read === sha256)).toHaveLength(1);
    await gateway.close();
  });

  it('can go as presigned URLs', async () => {
    const gateway = gatewayFor([server.baseUrl], { image: { as: 'presigned' } }, { images });
    expect(await sent(gateway, 'abc')).toEqual(['https://store.example/abc?signature=x']);
    await gateway.close();
  });

  it('are presigned when their request goes out, however long it waited for its place', async () => {
    const slow = await startScriptedEndpoint({ latencyMs: 60_000 });
    const presigned: string[] = [];
    const signing = {
      ...images,
      presign: async (sha256: string) => {
        presigned.push(sha256);
        return images.presign(sha256);
      },
    };
    const gateway = gatewayFor([slow.baseUrl], { image: { as: 'presigned' }, concurrency: 1 }, { images: signing });
    const leave = new AbortController();
    const first = gateway.complete(withImage(1, 'first'), leave.signal);
    const second = gateway.complete(withImage(2, 'second'), never);
    const ended = Promise.allSettled([first, second]);
    await until(() => slow.stats().inService === 1 && gateway.status()[0]?.waiting === 1);
    expect(presigned).toEqual(['first']);
    leave.abort(new Error('left'));
    await until(() => slow.stats().asked === 2);
    expect(presigned).toEqual(['first', 'second']);
    await gateway.close();
    await ended;
    await slow.close();
  });

  it("that no decoder takes are the item's fault; a store that fails is not hidden", async () => {
    const gateway = gatewayFor([server.baseUrl], {}, { images });
    const broken = put(Buffer.from('not an image'), 'image/jpeg');
    await expect(gateway.complete(withImage(1, broken), never)).rejects.toMatchObject({ code: 'image_unreadable' });
    const missing = gateway.complete(withImage(1, 'missing'), never);
    await expect(missing).rejects.not.toBeInstanceOf(InferenceError);
    await expect(missing).rejects.toThrow('no image missing');
    expect(gateway.status()[0]).toMatchObject({ inFlight: 0, waiting: 0 });
    await gateway.close();
  });
});
