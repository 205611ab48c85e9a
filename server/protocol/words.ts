import { z } from 'zod';

/** The closed lists that the database, the sockets, the pages and the pipeline share. */

export const Role = z.enum(['host', 'moderator', 'speaker', 'listener']);
/** What a peer is in one room. Owner and host accounts are `host`; links make speakers and moderators. */
export type Role = z.infer<typeof Role>;

export const Source = z.enum(['camera', 'microphone', 'screen', 'screen-audio']);
/** What a producer shows or lets hear. At most one of each per peer. */
export type Source = z.infer<typeof Source>;

export const MediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

export const SessionState = z.enum(['scheduled', 'live', 'ended']);
export type SessionState = z.infer<typeof SessionState>;

/** One line of plain text: trimmed, no control characters. */
export const line = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').trim())
    .pipe(z.string().min(1).max(max));

/** Several lines of plain text: line breaks and tabs kept, other control characters gone. May be empty. */
export const prose = (max: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]|[\p{Cs}\uFFFE\uFFFF]/gu, '')
        .trim(),
    )
    .pipe(z.string().max(max));

/** As long as a name in a room may be. */
export const nameLength = 40;

/** How many peers may be on stage at once. */
export const stageSeats = 6;

/** The wording of the recording notice and question that this version of the client shows. */
export const consentTextVersion = '2026-11-1';
