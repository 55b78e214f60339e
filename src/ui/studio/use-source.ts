/** @file Which source Studio shows, kept in the address so that others can open it there. */
import { useEffect, useState } from 'preact/hooks';

export const STUDIO_SOURCES = ['webcam', 'screen', 'files'] as const;
export type StudioSource = (typeof STUDIO_SOURCES)[number];

export function useSource(): [StudioSource, (source: StudioSource) => void] {
  const [source, setSource] = useState(readSource);
  useEffect(() => {
    const follow = (): void => {
      setSource(readSource());
    };
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('hashchange', follow);
    };
  }, []);
  return [
    source,
    (next) => {
      location.hash = next;
    },
  ];
}

function readSource(): StudioSource {
  const name = location.hash.slice(1);
  return STUDIO_SOURCES.find((source) => source === name) ?? 'webcam';
}
