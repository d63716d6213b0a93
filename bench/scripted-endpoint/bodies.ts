import { createCipheriv } from 'node:crypto';

/** Request body of row i: its marker, some prompt text, and where wanted an image of that many bytes, made in memory. */
export function chatBody(row: number, imageBytes: number): string {
  const image = { url: '', detail: 'low' };
  const content: object[] = [{ type: 'text', text: promptOf(row) }];
  if (imageBytes > 0) {
    image.url = `data:image/jpeg;base64,${imageOf(row, imageBytes).toString('base64')}`;
    content.push({ type: 'image_url', image_url: image });
  }
  const messages = [{ role: 'user', content: imageBytes > 0 ? content : promptOf(row) }];
  return JSON.stringify({ model: 'scripted', messages, max_tokens: 4096, temperature: 1, seed: row });
}

export function promptOf(row: number): string {
  return `ROW-${row} Describe what happens in the picture, in two sentences, and name every object you are sure of.`;
}

/** One MiB of bytes that do not compress, the same in every process. */
const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(1 << 20));

/** Made-up image bytes, other ones a row; no decoder takes them. */
export function imageOf(row: number, bytes: number): Buffer {
  const offset = row % (noise.length - bytes);
  const image = Buffer.from(noise.subarray(offset, offset + bytes));
  image.writeUInt32BE(row, 0);
  return image;
}
