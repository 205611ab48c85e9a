import { z } from 'zod';

/** What this tab keeps under a key, through reloads; nothing where that is unreadable or storage is forbidden. */
export function recallInTab<T>(key: string, item: z.ZodType<T>): readonly T[] {
  try {
    return z.array(item).parse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
}

export function rememberInTab(key: string, items: readonly unknown[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(items));
  } catch {
    // Without storage it lives as long as the page does.
  }
}
