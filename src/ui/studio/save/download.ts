/** @file Handing a result to the person: into the browser's downloads. */

export function download(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has its own reference by then; a large file is not kept for the page's sake.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

/** `photo.jpg` with `_out` and another extension: `photo_out.png`. */
export function outputName(fileName: string, suffix: string, extension: string): string {
  return `${fileName.replace(/\.[^.]*$/, '')}${suffix}.${extension}`;
}
