import type { LibraryInfo } from '../protocol/rest.ts';

/** The library that runs this hub. Made together with the owner's account. */
export type Library = {
  name: string;
  /** IANA zone in which people read times. */
  timeZone: string;
  language: 'id' | 'en';
};

export type LibraryRepository = {
  /** Undefined until the owner's account is made. */
  find(): Promise<Library | undefined>;
  update(patch: Partial<Library>): Promise<Library>;
};

export function toLibraryInfo(library: Library, origin: string): LibraryInfo {
  return { ...library, origin };
}
