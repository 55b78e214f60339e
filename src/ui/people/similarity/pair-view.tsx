/** @file Two people side by side: the two pictures in which they are most alike. */
import { pairAt, type SimilarityTable } from '../../../core/doctor/similarity-table.ts';
import { findPerson, findSample, type People } from '../people-context.ts';
import { PersonLink } from '../person-link.tsx';
import { SamplePicture } from '../sample-picture.tsx';
import type { PairPlace } from './matrix.tsx';
import { describeSimilarity } from './similarity-words.ts';

export interface PairViewProps {
  readonly table: SimilarityTable;
  readonly pair: PairPlace;
  readonly people: People;
  readonly maxDistance: number;
}

export function PairView({ table, pair: { row, column }, people, maxDistance }: PairViewProps) {
  const nearest = pairAt(table, row, column);
  const places = [row, column].map((place, index) => ({
    anchorId: table.anchorIds[place] ?? '',
    sampleId: nearest?.sampleIds[index] ?? '',
  }));
  if (nearest === undefined) return null;
  return (
    <div class="pair-view" data-testid="pair">
      {places.map((place) => {
        const anchor = findPerson(people, place.anchorId);
        return (
          <figure key={place.anchorId}>
            <SamplePicture sample={findSample(people, place)} />
            <figcaption>{anchor !== undefined && <PersonLink anchor={anchor} />}</figcaption>
          </figure>
        );
      })}
      <p class="hint">Their two most alike pictures: {describeSimilarity(nearest.distance, maxDistance)}.</p>
    </div>
  );
}
