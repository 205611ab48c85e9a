import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { mayAccount, type AccountAction } from '../people/account-permissions.ts';
import type { Identity } from '../people/identity.ts';
import { AppError } from '../platform/app-error.ts';
import type { ObjectInfo } from '../platform/object-store.ts';
import type { PersonInfo } from '../protocol/rest.ts';
import { attachmentHeader } from './delivery/content-disposition.ts';
import { readJson, type ReadBody } from './request-body.ts';
import { linkOrigin } from './request-origin.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who asks, and from where. */
export type Caller = {
  person: PersonInfo | undefined;
  signInToken: string | undefined;
  deviceId: string | undefined;
  /** IP address, as told by proxies we trust. */
  address: string;
  /** To make links with. */
  origin: string;
  /** Whether cookies are to be sent over HTTPS only. */
  secure: boolean;
};

export type Call<Params, Body> = {
  caller: Caller;
  params: Params;
  body: Body;
  setCookie: (header: string) => void;
};

type Route<Params extends z.ZodType, Body extends z.ZodType> = {
  /** Checked before anything of the request is read. */
  action: AccountAction;
  params?: Params;
  body?: Body;
  /** How the body is read; JSON unless said otherwise. */
  read?: ReadBody;
};

const Nothing = z.strictObject({});
type Nothing = typeof Nothing;

/**
 * Adds one route to a router: who may, what the request must look like, what to do. The answer is what `run` returns,
 * as JSON; nothing is 204. No API file calls router.get or its like, so none can forget a check.
 */
export type Endpoint = <Params extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  router: Router,
  method: Method,
  path: string,
  route: Route<Params, Body>,
  run: (call: Call<z.output<Params>, z.output<Body>>) => unknown,
) => void;

/** An answer that a browser saves as a file. */
export class TextFile {
  readonly #file: { contentType: string; fileName: string; text: string };

  constructor(file: { contentType: string; fileName: string; text: string }) {
    this.#file = file;
  }

  send(res: Response): void {
    const { contentType, fileName, text } = this.#file;
    res.attachment(fileName).set('Content-Type', contentType).send(text);
  }
}

/** A stored object that a browser saves as a file, under a name that a person chose. */
export class StoredFile {
  readonly #object: { info: ObjectInfo; body: Readable; name: string };

  constructor(object: { info: ObjectInfo; body: Readable; name: string }) {
    this.#object = object;
  }

  async send(res: Response): Promise<void> {
    const { info, body, name } = this.#object;
    res.set({
      'Content-Type': info.contentType,
      'Content-Length': String(info.size),
      'Content-Disposition': attachmentHeader(name, info.key),
    });
    try {
      await pipeline(body, res);
    } catch {
      // Whoever asked has gone, or bytes are missing: the connection is cut, and the browser says so.
      res.destroy();
    }
  }
}

type Deps = { identity: Identity; publicOrigin: string | undefined };

export function createEndpoint({ identity, publicOrigin }: Deps): Endpoint {
  const identify = async (req: Request): Promise<Caller> => {
    const { person, signInToken, deviceId } = await identity.fromCookies(req.headers.cookie);
    const origin = linkOrigin(req, publicOrigin);
    const secure = req.secure || origin.startsWith('https:');
    return { person, signInToken, deviceId, address: req.ip ?? '', origin, secure };
  };

  return (router, method, path, route, run) => {
    router[method](path, async (req: Request, res: Response) => {
      res.set('Cache-Control', 'no-store');
      const caller = await identify(req);
      permit(caller, route.action);
      const params = parsed(route.params ?? Nothing, req.params);
      parsed(Nothing, req.query);
      const raw = method === 'get' ? {} : await (route.read ?? readJson)(req, res);
      const body = parsed(route.body ?? Nothing, raw);
      const setCookie = (header: string): void => void res.append('Set-Cookie', header);
      // The schemas' defaults are the type arguments' defaults, which the compiler cannot know.
      const call = { caller, params, body, setCookie } as Parameters<typeof run>[0];
      const answer = await run(call);
      if (answer === undefined) res.status(204).end();
      else if (answer instanceof TextFile) answer.send(res);
      else if (answer instanceof StoredFile) await answer.send(res);
      else res.json(answer);
    });
  };
}

function permit({ person }: Caller, action: AccountAction): void {
  switch (mayAccount(person?.role, action)) {
    case 'yes':
      return;
    case 'not-signed-in':
      throw new AppError('not-signed-in', 'Sign in first.');
    case 'forbidden':
      throw new AppError('forbidden', 'Only the owner of this library may do this.');
  }
}

function parsed(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of result.error.issues) {
    fields[path.length > 0 ? path.join('.') : 'body'] ??= message;
  }
  throw new AppError('invalid-input', z.prettifyError(result.error), { fields });
}

/** For routes that need someone signed in: the permission table has seen to it. */
export function requirePerson({ person, signInToken }: Caller): {
  person: PersonInfo;
  signInToken: string;
} {
  if (!person || !signInToken) throw new AppError('not-signed-in', 'Sign in first.');
  return { person, signInToken };
}
