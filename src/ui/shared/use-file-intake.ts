/** @file Files that are dropped on the page or pasted into it. */
import { useEffect, useRef, useState } from 'preact/hooks';

/** `onFiles` gets at least one. @returns whether a file is being dragged over the page. */
export function useFileIntake(onFiles: (files: readonly [File, ...File[]]) => void): boolean {
  const [isDragging, setIsDragging] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const take = (event: Event, files: Iterable<File> | undefined): void => {
      const [first, ...others] = files ?? [];
      if (first === undefined) return;
      event.preventDefault();
      latest.current([first, ...others]);
    };
    const handleDragOver = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      setIsDragging(true);
    };
    const handleDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsDragging(false);
    };
    const handleDrop = (event: DragEvent): void => {
      setIsDragging(false);
      take(event, event.dataTransfer?.files);
    };
    const handlePaste = (event: ClipboardEvent): void => {
      take(event, event.clipboardData?.files);
    };
    document.addEventListener('dragover', handleDragOver, { signal });
    document.addEventListener('dragleave', handleDragLeave, { signal });
    document.addEventListener('drop', handleDrop, { signal });
    document.addEventListener('paste', handlePaste, { signal });
    return () => {
      listening.abort();
    };
  }, []);
  return isDragging;
}
