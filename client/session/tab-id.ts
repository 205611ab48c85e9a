const storageKey = 'serambi.tab';

/** Names this browser tab: a reload keeps the name and thereby the seat, a second tab has its own. */
export function tabId(): string {
  const known = sessionStorage.getItem(storageKey);
  if (known) return known;
  // Not randomUUID: it exists only in secure contexts, and a listener on a plain LAN address is welcome.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const fresh = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem(storageKey, fresh);
  return fresh;
}
