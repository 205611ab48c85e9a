import { Router } from 'express';
import type { Accounts, SignedIn } from '../people/accounts.ts';
import { hostInvitationUrl } from '../people/first-run.ts';
import type { Identity } from '../people/identity.ts';
import { toLibraryInfo, type LibraryRepository } from '../people/library.ts';
import { toPersonInfo } from '../people/person.ts';
import type { SignIns } from '../people/sign-ins.ts';
import { given } from '../platform/given.ts';
import {
  HostInvitationBody,
  LibraryPatch,
  NewAccount,
  PasswordChange,
  SignInBody,
  type LibraryInfo,
  type Me,
  type PersonInfo,
} from '../protocol/rest.ts';
import { requirePerson, type Call, type Caller, type Endpoint } from './endpoint.ts';
import { ByPerson } from './route-params.ts';

type Deps = {
  endpoint: Endpoint;
  identity: Identity;
  accounts: Accounts;
  signIns: SignIns;
  library: LibraryRepository;
};

/** Accounts, signing in and out, and the library itself. Mounted at /api. */
export function createPeopleRoutes(deps: Deps): Router {
  const { endpoint, identity, accounts, signIns, library } = deps;
  const router = Router();

  const me = async ({ origin }: Caller, person: PersonInfo | undefined): Promise<Me> => {
    const found = await library.find();
    return {
      ...(found ? { library: toLibraryInfo(found, origin) } : {}),
      ...(person ? { person } : {}),
      firstRun: !(await accounts.ownerExists()),
    };
  };
  /** Remembers the sign-in in the browser, in place of the one before. */
  const welcome = async ({ caller, setCookie }: Call<unknown, unknown>, made: SignedIn) => {
    if (caller.signInToken) await signIns.close(caller.signInToken);
    setCookie(identity.signInCookie(made.token, caller));
    return me(caller, toPersonInfo(made.person));
  };

  endpoint(router, 'get', '/me', { action: 'library:read' }, ({ caller, setCookie }) => {
    if (!caller.deviceId) setCookie(identity.newDeviceCookie(caller).header);
    return me(caller, caller.person);
  });

  endpoint(
    router,
    'post',
    '/account',
    { action: 'account:create', body: NewAccount },
    async (call) => welcome(call, await accounts.create(call.body, call.caller.address)),
  );

  endpoint(
    router,
    'post',
    '/sign-in',
    { action: 'account:sign-in', body: SignInBody },
    async (call) => {
      const { address } = call.caller;
      return welcome(call, await accounts.signIn({ ...call.body, address }));
    },
  );

  endpoint(
    router,
    'post',
    '/sign-out',
    { action: 'account:sign-out' },
    async ({ caller, setCookie }) => {
      if (caller.signInToken) await signIns.close(caller.signInToken);
      setCookie(identity.signInCookie(undefined, caller));
    },
  );

  endpoint(
    router,
    'post',
    '/password',
    { action: 'account:change-password', body: PasswordChange },
    ({ caller, body }) => accounts.changePassword({ ...requirePerson(caller), ...body }),
  );

  endpoint(
    router,
    'patch',
    '/library',
    { action: 'library:change', body: LibraryPatch },
    async ({ caller, body }): Promise<LibraryInfo> =>
      toLibraryInfo(await library.update(given(body)), caller.origin),
  );

  endpoint(
    router,
    'get',
    '/people',
    { action: 'people:list' },
    async (): Promise<PersonInfo[]> => (await accounts.list()).map(toPersonInfo),
  );

  endpoint(
    router,
    'post',
    '/people/invitations',
    { action: 'people:invite', body: HostInvitationBody },
    async ({ caller, body }) => ({
      url: hostInvitationUrl(caller.origin, await accounts.inviteHost(body.email)),
    }),
  );

  endpoint(
    router,
    'delete',
    '/people/:personId',
    { action: 'people:close-account', params: ByPerson },
    ({ params }) => accounts.close(params.personId),
  );

  return router;
}
