/** @file What the WebAssembly module of `assembly/` exports for work on pictures; its sources say what each one does. */

/** Pointers and steps are bytes, counts are numbers of rows, pixels or tiles; see the sources for each. */
export interface KernelFunctions {
  readonly multiply: (
    a: number,
    aStep: number,
    rows: number,
    b: number,
    bias: number,
    depth: number,
    columns: number,
    isRectified: boolean,
    out: number,
    outStep: number,
  ) => void;
  readonly multiplyPanels: (
    a: number,
    aStep: number,
    pixels: number,
    b: number,
    bias: number,
    slopes: number,
    depth: number,
    columns: number,
    isAdded: boolean,
    out: number,
    outStep: number,
  ) => void;
  readonly multiplyPairs: (
    from: number,
    pixelStep: number,
    rowStep: number,
    width: number,
    pixels: number,
    segments: number,
    segmentStep: number,
    segmentBytes: number,
    b: number,
    panelStep: number,
    steps: number,
    bias: number,
    scale: number,
    columns: number,
    isAdded: boolean,
    isRectified: boolean,
    out: number,
    outStep: number,
  ) => void;
  readonly largestOf: (from: number, step: number, channels: number, pixels: number) => number;
  readonly toWholeNumbers: (
    from: number,
    step: number,
    channels: number,
    size: number,
    factor: number,
    to: number,
    toRowStep: number,
  ) => void;
  readonly clear: (from: number, bytes: number) => void;
  readonly convolveColors: (
    from: number,
    rowStep: number,
    size: number,
    weights: number,
    bias: number,
    slopes: number,
    out: number,
  ) => void;
  readonly filterPanel: (
    from: number,
    size: number,
    stride: number,
    weights: number,
    bias: number,
    slopes: number,
    zeros: number,
    out: number,
  ) => void;
  readonly halvePanel: (
    from: number,
    size: number,
    weights: number,
    bias: number,
    zeros: number,
    filtered: number,
    maxima: number,
  ) => void;
  readonly weighPanel: (from: number, pixels: number, weights: number, bias: number, out: number) => void;
  readonly tilesToProductsFour: TilesToProducts;
  readonly tilesToProductsTwo: TilesToProducts;
  readonly wholeTilesToProductsTwo: TilesToProducts;
  readonly productsToTilesFour: ProductsToTiles;
  readonly productsToTilesTwo: ProductsToTiles;
  readonly layOutWindows: (
    from: number,
    rowStep: number,
    windowStep: number,
    segment: number,
    height: number,
    count: number,
    to: number,
  ) => void;
  readonly maximaOfThree: (
    from: number,
    rowStep: number,
    channels: number,
    count: number,
    to: number,
    toPixelStep: number,
  ) => void;
  readonly meansOfTwo: (
    from: number,
    rowStep: number,
    channels: number,
    count: number,
    to: number,
    toPixelStep: number,
  ) => void;
  readonly combine: (
    from: number,
    list: number,
    outputs: number,
    width: number,
    isRectified: boolean,
    isAdded: boolean,
    to: number,
    toStep: number,
  ) => void;
  readonly resampleRows: (
    picture: number,
    rows: number,
    rowCount: number,
    columns: number,
    firstColumn: number,
    columnCount: number,
    out: number,
    rowStep: number,
    planeStep: number,
  ) => void;
  readonly warpRow: (
    from: number,
    rowStep: number,
    width: number,
    height: number,
    x: number,
    y: number,
    stepX: number,
    stepY: number,
    count: number,
    to: number,
  ) => void;
  readonly halveRow: (
    from: number,
    fromStep: number,
    planes: number,
    count: number,
    to: number,
    toStep: number,
  ) => void;
  readonly addDoubledRow: (
    near: number,
    far: number,
    fromStep: number,
    planes: number,
    width: number,
    count: number,
    to: number,
    toStep: number,
  ) => void;
}

export type TilesToProducts = (
  from: number,
  rowStep: number,
  channels: number,
  tiles: number,
  to: number,
  planeStep: number,
) => void;

export type ProductsToTiles = (
  from: number,
  planeStep: number,
  channels: number,
  tiles: number,
  bias: number,
  isAdded: boolean,
  to: number,
  rowStep: number,
  rows: number,
  columns: number,
  pixelStep: number,
) => void;
