import sharp from 'sharp';

/** Sides of the picture that is looked at, in pixels. */
const side = 48;
/** A colour is told from this share of the pixels on, and so many at most. */
const leastShare = 0.2;
const most = 3;

/** The everyday name of a colour, red, green and blue from 0 to 255: by hue, or by lightness where it has hardly any. */
export function colourName(red: number, green: number, blue: number): string {
  const greatest = Math.max(red, green, blue);
  const spread = greatest - Math.min(red, green, blue);
  const value = greatest / 255;
  const saturation = greatest === 0 ? 0 : spread / greatest;
  if (value < 0.2) return 'black';
  if (saturation < 0.15) return value > 0.85 ? 'white' : 'grey';
  const sixth =
    greatest === red
      ? ((green - blue) / spread + 6) % 6
      : greatest === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  const hue = sixth * 60;
  if (hue < 15 || hue >= 345) return value > 0.75 && saturation < 0.5 ? 'pink' : 'red';
  if (hue < 45) return value < 0.65 || saturation < 0.45 ? 'brown' : 'orange';
  if (hue < 70) return value < 0.5 ? 'brown' : 'yellow';
  if (hue < 165) return 'green';
  if (hue < 260) return 'blue';
  return hue < 300 ? 'purple' : 'pink';
}

/** Names of the colours that a picture is mostly of, the commonest first. */
export async function mainColours(image: Buffer): Promise<readonly string[]> {
  const pixels = await sharp(image)
    .autoOrient()
    .flatten({ background: 'white' })
    .resize(side, side, { fit: 'fill' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
  const counts = new Map<string, number>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const name = colourName(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= leastShare * side * side)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name]) => name);
}
