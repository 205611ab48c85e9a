/** Remembers in this browser which camera and microphone a person chose. Forgetting is harmless. */
export function rememberDevice(kind: 'camera' | 'microphone', deviceId: string): void {
  try {
    localStorage.setItem(`serambi.${kind}`, deviceId);
  } catch {
    // Storage may be forbidden: then the system's default is used next time.
  }
}

export function rememberedDevice(kind: 'camera' | 'microphone'): string | undefined {
  try {
    return localStorage.getItem(`serambi.${kind}`) ?? undefined;
  } catch {
    return undefined;
  }
}
