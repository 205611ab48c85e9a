import express, { type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { cutText } from '../protocol/cut-text.ts';

const maxJsonBytes = 64 * 1024;
const Json = z.string().regex(/^application\/json\s*(;\s*charset=utf-8\s*)?$/i);
const Slides = z.string().regex(/^(application\/pdf|image\/(jpeg|png|webp))$/i);
const Captions = z
  .string()
  .regex(/^(text\/vtt|application\/x-subrip)\s*(;\s*charset=[\w-]+\s*)?$/i);
const Sound = z.string().regex(/^(audio|video)\/[\w.+-]+(\s*;.*)?$/i);
const Picture = z.string().regex(/^image\/(jpeg|png)$/i);

/** Reads a body once the caller is known to be allowed to send it. */
export type ReadBody = (req: Request, res: Response) => Promise<unknown>;

/** JSON and nothing else: a form of another site cannot send that. No body at all counts as {}. */
export const readJsonUpTo =
  (maxBytes: number): ReadBody =>
  async (req, res) => {
    requireType(req, Json, 'Send JSON, with Content-Type: application/json.');
    await parse(express.json({ limit: maxBytes, inflate: false, type: () => true }), req, res);
    return (req.body as unknown) ?? {};
  };

export const readJson: ReadBody = readJsonUpTo(maxJsonBytes);

/** @param maxBytes of the picture, which is read into memory. */
export const readPicture =
  (maxBytes: number): ReadBody =>
  async (req, res) => {
    requireType(req, Picture, 'Send a picture, with Content-Type: image/jpeg or image/png.');
    await parse(express.raw({ limit: maxBytes, inflate: false, type: () => true }), req, res);
    return req.body as unknown;
  };

/**
 * What kind of sound it is, its bytes tell: browsers name the same file differently.
 * @param maxBytes of the sound, which is read into memory.
 */
export const readSound =
  (maxBytes: number): ReadBody =>
  async (req, res) => {
    requireType(req, Sound, 'Send a sound, with Content-Type: audio/….');
    await parse(express.raw({ limit: maxBytes, inflate: false, type: () => true }), req, res);
    return req.body as unknown;
  };

/**
 * A PDF or a picture, with the name of its file in X-File-Name (percent-encoded), which becomes its title.
 * @param maxBytes of the file, which is read into memory.
 */
export const readUpload =
  (maxBytes: number, maxTitle: number): ReadBody =>
  async (req, res) => {
    requireType(req, Slides, 'Send a PDF, or a JPEG, PNG or WebP picture.');
    await parse(express.raw({ limit: maxBytes, inflate: false, type: () => true }), req, res);
    return {
      title: titleOf(req.get('X-File-Name') ?? '', maxTitle),
      bytes: req.body as unknown,
    };
  };

/**
 * Captions as WebVTT or SubRip. Which version they take the place of, and whether their times are the session's or its
 * episode's, is in X-Transcript-Version and X-Transcript-Clock.
 */
export const readCaptions =
  (maxBytes: number): ReadBody =>
  async (req, res) => {
    requireType(req, Captions, 'Send WebVTT or SubRip: text/vtt or application/x-subrip.');
    await parse(express.raw({ limit: maxBytes, inflate: false, type: () => true }), req, res);
    return {
      bytes: req.body as unknown,
      version: req.get('X-Transcript-Version'),
      clock: req.get('X-Transcript-Clock'),
    };
  };

function titleOf(fileName: string, maxTitle: number): string {
  let name = '';
  try {
    name = decodeURIComponent(fileName);
  } catch {
    // Not percent-encoded as agreed: as good as no name.
  }
  const plain = name
    .replace(/\.\w{1,5}$/, '')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
  return cutText(plain, maxTitle) || 'Slide';
}

function requireType(req: Request, type: z.ZodType, message: string): void {
  if (!type.safeParse(req.headers['content-type']).success) {
    throw new AppError('invalid-input', message);
  }
}

/** Runs one of Express's parsers as a promise. */
function parse(parser: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void parser(req, res, (error?: unknown) =>
      error ? reject(error instanceof Error ? error : new Error('parser')) : resolve(),
    );
  });
}
