const storageKey = 'serambi.captions';

/** Whether somebody who uses this browser wants words under the picture. Where nothing is kept: no. */
export function wantsCaptions(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'on';
  } catch {
    return false;
  }
}

export function rememberCaptions(shown: boolean): void {
  try {
    localStorage.setItem(storageKey, shown ? 'on' : 'off');
  } catch {
    // Private browsing: asked again the next time.
  }
}
