/** @file Whether the page is dark now: what is drawn pixel by pixel cannot ask the style sheet. */
import { useEffect, useState } from 'preact/hooks';

export function useDark(): boolean {
  const [isDark, setIsDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const read = (): void => {
      setIsDark(query.matches);
    };
    query.addEventListener('change', read);
    return () => {
      query.removeEventListener('change', read);
    };
  }, []);
  return isDark;
}
