/** @file Bytes on their way from a page to the terminal. */

export async function blobToBase64(blob: Blob): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<void>((resolve, reject) => {
    reader.onload = () => {
      resolve();
    };
    reader.onerror = () => {
      reject(new Error('The page could not hand over what it made.'));
    };
  });
  reader.readAsDataURL(blob);
  await read;
  const url = typeof reader.result === 'string' ? reader.result : '';
  return url.slice(url.indexOf(',') + 1);
}
