/**
 * @file Makes a video whose pixels the page may not read: records a second of film, hands it to the server, and
 * plays it from the server's other port, which is another origin and sends no CORS headers.
 */
const CLIP_MS = 1500;

/** @returns an address of another origin */
export async function makeForeignClip(stream: MediaStream): Promise<string> {
  const clip = await record(stream);
  const response = await fetch('/clip', { method: 'PUT', body: clip });
  if (!response.ok) throw new Error(`The server did not take the clip: ${String(response.status)}.`);
  return response.text();
}

async function record(stream: MediaStream): Promise<Blob> {
  const recorder = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8' });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', (event) => {
    parts.push(event.data);
  });
  const stopped = new Promise((resolve) => {
    recorder.addEventListener('stop', resolve, { once: true });
  });
  recorder.start();
  setTimeout(() => {
    recorder.stop();
  }, CLIP_MS);
  await stopped;
  return new Blob(parts, { type: 'video/webm' });
}
