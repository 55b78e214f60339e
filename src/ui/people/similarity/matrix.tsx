/** @file The picture itself: a square of people by people, drawn on a canvas, pointed at with the mouse or the arrow keys. */
import { useEffect, useRef } from 'preact/hooks';
import { pairAt, type SimilarityTable } from '../../../core/doctor/similarity-table.ts';
import { colourOf, remotenessOf } from './colour-scale.ts';
import { layOut, placeAt, type MatrixLayout } from './matrix-layout.ts';
import { useDark } from './use-dark.ts';
import { useWidth } from './use-width.ts';

/** Places in the table. */
export interface PairPlace {
  readonly row: number;
  readonly column: number;
}

export interface MatrixProps {
  readonly table: SimilarityTable;
  /** By place. */
  readonly names: readonly string[];
  readonly maxDistance: number;
  readonly pointed: PairPlace | undefined;
  readonly description: string;
  onPoint(pair: PairPlace | undefined): void;
  onChoose(pair: PairPlace): void;
}

const ARROWS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function Matrix(props: MatrixProps) {
  const { table, names, maxDistance, pointed, description, onPoint, onChoose } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = useDark();
  const width = useWidth(frame);
  const people = table.anchorIds.length;
  const layout = layOut(people, width);

  useEffect(() => {
    if (canvas.current !== null && width > 0) draw(canvas.current, table, layout.cell, maxDistance, isDark);
  }, [table, layout.cell, width, maxDistance, isDark]);

  const pairUnder = (event: MouseEvent): PairPlace | undefined => {
    const column = placeAt(event.offsetX, layout, people);
    const row = placeAt(event.offsetY, layout, people);
    return row === undefined || column === undefined ? undefined : { row, column };
  };
  const move = (event: KeyboardEvent): void => {
    const step = ARROWS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const { row, column } = pointed ?? { row: 1, column: 0 };
      const within = (place: number): number => Math.min(people - 1, Math.max(0, place));
      onPoint(
        pointed === undefined
          ? { row, column }
          : { row: within(row + step[0]), column: within(column + step[1]) },
      );
    } else if ((event.key === 'Enter' || event.key === ' ') && pointed !== undefined) {
      event.preventDefault();
      onChoose(pointed);
    }
  };
  return (
    <div ref={frame} class="matrix-frame">
      {width > 0 && (
        <div
          class="matrix"
          style={{ '--cell': `${String(layout.cell)}px`, '--labels': `${String(layout.labels)}px` }}
        >
          {layout.labels > 0 && <Labels names={names} pointed={pointed} />}
          <div
            class="matrix-cells"
            role="application"
            tabIndex={0}
            aria-label={`${description} Move with the arrow keys, see a pair with Enter.`}
            data-testid="matrix"
            style={{ width: `${String(layout.side)}px`, height: `${String(layout.side)}px` }}
            onKeyDown={move}
            onFocus={() => {
              if (pointed === undefined && people > 1) onPoint({ row: 1, column: 0 });
            }}
            onPointerMove={(event) => {
              onPoint(pairUnder(event));
            }}
            onPointerLeave={() => {
              onPoint(undefined);
            }}
            onClick={(event) => {
              const pair = pairUnder(event);
              if (pair !== undefined) onChoose(pair);
            }}
          >
            <canvas ref={canvas} />
            {pointed !== undefined && <Crosshair pair={pointed} layout={layout} />}
          </div>
        </div>
      )}
    </div>
  );
}

function Labels({
  names,
  pointed,
}: {
  readonly names: readonly string[];
  readonly pointed: PairPlace | undefined;
}) {
  return (
    <ol class="matrix-labels" aria-hidden="true">
      {names.map((name, place) => (
        // Places are what a label stands for; two people may have one name.
        <li
          key={place}
          class={place === pointed?.row || place === pointed?.column ? 'is-pointed' : ''}
          title={name}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

function Crosshair({
  pair: { row, column },
  layout: { cell },
}: {
  readonly pair: PairPlace;
  readonly layout: MatrixLayout;
}) {
  const at = (place: number): string => `${String(place * cell)}px`;
  return (
    <>
      <span
        class="matrix-band"
        style={{ top: at(row), left: '0', width: '100%', height: `${String(cell)}px` }}
      />
      <span
        class="matrix-band"
        style={{ left: at(column), top: '0', height: '100%', width: `${String(cell)}px` }}
      />
      <span class="matrix-cursor" style={{ top: at(row), left: at(column) }} />
    </>
  );
}

/** Cells are drawn at the screen's own resolution, with a hair between them where there is room. */
function draw(
  canvas: HTMLCanvasElement,
  table: SimilarityTable,
  cell: number,
  maxDistance: number,
  isDark: boolean,
): void {
  const people = table.anchorIds.length;
  const side = cell * people;
  const scale = devicePixelRatio;
  [canvas.width, canvas.height] = [Math.round(side * scale), Math.round(side * scale)];
  [canvas.style.width, canvas.style.height] = [`${String(side)}px`, `${String(side)}px`];
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(scale, scale);
  const gap = cell >= 8 ? 1 : 0;
  for (let row = 0; row < people; row++) {
    for (let column = 0; column < row; column++) {
      const distance = pairAt(table, row, column)?.distance ?? Infinity;
      context.fillStyle = colourOf(remotenessOf(distance, maxDistance), isDark);
      context.fillRect(column * cell, row * cell, cell - gap, cell - gap);
      context.fillRect(row * cell, column * cell, cell - gap, cell - gap);
    }
  }
}
