/** Side of a vision patch in pixels (InternViT). */
const patchSide = 14;
/** Pixel shuffle halves both sides of the patch grid, so a quarter of the patches become tokens. */
const pixelShuffle = 0.5;

export interface TileGrid {
  readonly columns: number;
  readonly rows: number;
  /** Tiles the model sees, the thumbnail included. */
  readonly tiles: number;
  readonly visualTokens: number;
}

export interface TilingInput {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly minTiles: number;
  /** Most tiles of the grid; the thumbnail is not counted. */
  readonly maxTiles: number;
  /** Pixels. */
  readonly tileSize: number;
  /** Appends the whole image as a last tile where the grid has more than one. */
  readonly thumbnail: boolean;
}

/** Visual tokens of one tile: 256 at 448 pixels. */
export function tokensPerTile(tileSize: number): number {
  return Math.trunc(Math.floor(tileSize / patchSide) ** 2 * pixelShuffle ** 2);
}

/**
 * The tile grid of an image by dynamic resolution (InternVL 2.5, section 3.1): the grid with the nearest aspect ratio.
 * On an exact tie the larger grid wins if the image has more than half of its pixels. Grids are visited by ascending area.
 */
export function chooseTileGrid(input: TilingInput): TileGrid {
  const { width, height, tileSize } = input;
  const aspect = width / height;
  const area = width * height;
  let best = { columns: 1, rows: 1 };
  let bestDistance = Infinity;
  for (let cells = Math.max(1, Math.ceil(input.minTiles)); cells <= input.maxTiles; cells++) {
    for (let columns = 1; columns <= cells; columns++) {
      if (cells % columns !== 0) continue;
      const rows = cells / columns;
      const distance = Math.abs(aspect - columns / rows);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = { columns, rows };
      } else if (distance === bestDistance && area > 0.5 * tileSize * tileSize * columns * rows) {
        best = { columns, rows };
      }
    }
  }
  const grid = best.columns * best.rows;
  const tiles = input.thumbnail && grid !== 1 ? grid + 1 : grid;
  return { ...best, tiles, visualTokens: tiles * tokensPerTile(tileSize) };
}

/** Tile limit of each image of a sample: the sample's limit shared evenly, at least one. Thumbnails come on top. */
export function tilesPerImage(maxTiles: number, images: number): number {
  return Math.max(1, Math.floor(maxTiles / images));
}

/** Where tile `index` of a grid stands, in tiles from the top left: tiles are cut row by row. */
export function tilePosition(index: number, columns: number): { readonly column: number; readonly row: number } {
  return { column: index % columns, row: Math.floor(index / columns) };
}

/** Token ids an image takes in the sequence: its visual tokens between an opening and a closing tag. */
export function imageTokenCount(tiles: number, tileSize: number): number {
  return tiles * tokensPerTile(tileSize) + 2;
}
