/** @file What the systems are called in front of people. */

/** In the order of tables and plots. */
export const SYSTEM_TITLES = {
  nametag: 'Nametag',
  nametagFacenetInt8: 'Nametag, FaceNet 8-bit',
  nametagFacenetFp32: 'Nametag, FaceNet fp32',
  faceApiTiny: 'face-api, tiny',
  faceApiSsd: 'face-api, SSD',
  human: 'human',
} as const;

export function peerTitle(name: string): string {
  return name in SYSTEM_TITLES ? SYSTEM_TITLES[name as keyof typeof SYSTEM_TITLES] : name;
}
