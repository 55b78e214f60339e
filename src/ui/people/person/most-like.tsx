/** @file Whom a person is most like, in a line. */
import { pairAt } from '../../../core/doctor/similarity-table.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { findPerson, type People } from '../people-context.ts';
import { PersonLink } from '../person-link.tsx';
import { nearestTo } from '../similarity/nearest-pairs.ts';
import { describeSimilarity } from '../similarity/similarity-words.ts';
import type { DoctorState } from '../use-diagnosis.ts';

export interface MostLikeProps {
  readonly anchor: Anchor;
  readonly people: People;
  readonly doctor: DoctorState;
}

export function MostLike({ anchor, people, doctor: { diagnosis, maxDistance } }: MostLikeProps) {
  const table = diagnosis?.table;
  const place = table?.anchorIds.indexOf(anchor.id) ?? -1;
  if (table === undefined || place < 0) return null;
  const [other] = nearestTo(table, place, 1);
  const person = other === undefined ? undefined : findPerson(people, table.anchorIds[other]);
  if (other === undefined || person === undefined) return null;
  const distance = pairAt(table, place, other)?.distance ?? Infinity;
  return (
    <p class="hint most-like">
      Of all others, most like <PersonLink anchor={person} /> ({describeSimilarity(distance, maxDistance)})
    </p>
  );
}
