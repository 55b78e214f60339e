/** @file Who looks like whom: the picture of everybody by everybody, the pair that is pointed at, and the most alike in words. */
import { useMemo, useState } from 'preact/hooks';
import { pairAt, type SimilarityTable } from '../../../core/doctor/similarity-table.ts';
import { nameOf, type People } from '../people-context.ts';
import { gradientOf } from './colour-scale.ts';
import { Matrix, type PairPlace } from './matrix.tsx';
import { nearestPairs } from './nearest-pairs.ts';
import { PairView } from './pair-view.tsx';
import { describeSimilarity } from './similarity-words.ts';
import { useDark } from './use-dark.ts';

/** Told in words. */
const NEAREST = 5;

export interface SimilarityProps {
  readonly table: SimilarityTable;
  readonly people: People;
  readonly maxDistance: number;
  /** Of those in the gallery; the table may hold fewer. */
  readonly allPeople: number;
}

export function Similarity({ table, people, maxDistance, allPeople }: SimilarityProps) {
  const [pointed, setPointed] = useState<PairPlace>();
  const [chosen, setChosen] = useState<PairPlace>();
  const isDark = useDark();
  const nearest = useMemo(() => nearestPairs(table, NEAREST), [table]);
  const amount = table.anchorIds.length;
  if (amount < 2) return null;
  const names = table.anchorIds.map((anchorId) => nameOf(people, anchorId));
  const describe = ({ row, column }: PairPlace): string => {
    const [a = '', b = ''] = [names[row], names[column]];
    const nearest = pairAt(table, row, column);
    return nearest === undefined
      ? `${a}.`
      : `${a} and ${b}: ${describeSimilarity(nearest.distance, maxDistance)}.`;
  };
  const shownPair = inTable(chosen, amount) ?? nearest[0];
  const shownPoint = inTable(pointed, amount);
  return (
    <section class="section similarity" aria-label="Who looks like whom">
      <h2>Who looks like whom</h2>
      <div class="card similarity-card">
        <div class="similarity-picture">
          <Matrix
            table={table}
            names={names}
            maxDistance={maxDistance}
            pointed={shownPoint}
            description="How alike everybody is to everybody."
            onPoint={setPointed}
            onChoose={(pair) => {
              // Nobody is compared with themselves.
              if (pair.row !== pair.column) setChosen(pair);
            }}
          />
          <p class="similarity-caption" role="status" data-testid="matrix-caption">
            {shownPoint === undefined ? 'Point at a square to see whom it stands for.' : describe(shownPoint)}
          </p>
          <div class="similarity-legend" aria-hidden="true">
            <span>alike</span>
            <i style={{ background: gradientOf(isDark) }} />
            <span>not alike</span>
          </div>
          {allPeople > amount && (
            <p class="hint">
              The {amount} of {allPeople} people who look most like somebody else.
            </p>
          )}
        </div>
        <div class="similarity-side">
          {shownPair !== undefined && (
            <PairView table={table} pair={shownPair} people={people} maxDistance={maxDistance} />
          )}
          {amount > 2 && (
            <>
              <h3>Most alike</h3>
              <ol class="similar-pairs">
                {nearest.map((pair) => (
                  <li key={`${String(pair.row)} ${String(pair.column)}`}>
                    <button
                      type="button"
                      class="similar-pair"
                      aria-pressed={pair.row === shownPair?.row && pair.column === shownPair.column}
                      onClick={() => {
                        setChosen(pair);
                      }}
                    >
                      {describe(pair)}
                    </button>
                  </li>
                ))}
              </ol>
            </>
          )}
        </div>
      </div>
    </section>
  );
}

/** A pair that was chosen in a table with more people may be in none by now. */
function inTable(pair: PairPlace | undefined, people: number): PairPlace | undefined {
  return pair !== undefined && pair.row < people && pair.column < people ? pair : undefined;
}
