/** @file Which person the page is about: kept in its address, so that the browser's Back leads back to everybody. */
import { useEffect, useState } from 'preact/hooks';

const PREFIX = '#person=';

/** The address of a person on this page; without one, that of everybody. */
export function addressOf(anchorId: string | undefined): string {
  return anchorId === undefined ? '#' : PREFIX + encodeURIComponent(anchorId);
}

/** The anchor's id; undefined for everybody. */
export function useRoute(): string | undefined {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = (): void => {
      setHash(location.hash);
    };
    window.addEventListener('hashchange', read);
    return () => {
      window.removeEventListener('hashchange', read);
    };
  }, []);
  return hash.startsWith(PREFIX) ? decode(hash.slice(PREFIX.length)) : undefined;
}

/** What somebody typed into the address bar need not be well-formed. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
