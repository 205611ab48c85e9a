import { newId } from '../platform/ids.ts';
import type { Keys } from '../platform/keys.ts';
import type { PersonInfo } from '../protocol/rest.ts';
import type { InvitationLinkRepository, LinkRole } from '../sessions/invitation-link.ts';
import { formatCookie, parseCookies } from './cookies.ts';
import { toPersonInfo } from './person.ts';
import { signInDays, type SignIns } from './sign-ins.ts';

const signInCookie = 'serambi_sign_in';
const deviceCookie = 'serambi_device';
const deviceDays = 365;
const daySeconds = 86_400;

export type Identity = {
  /** Who sends this Cookie header: an account, a device, both or neither. */
  fromCookies(
    header: string | undefined,
  ): Promise<{ person?: PersonInfo; deviceId?: string; signInToken?: string }>;
  /**
   * The role that an invitation link's token carries in this session, and the name in a personal one; undefined when it
   * carries none (any more).
   */
  linkRole(token: string, sessionId: string): Promise<CarriedRole | undefined>;
  /** A new attendee's device, and the Set-Cookie header that makes the browser remember it. */
  newDeviceCookie(options?: { secure: boolean }): { deviceId: string; header: string };
  /** The Set-Cookie header for a sign-in's token; without one, the header that ends it. */
  signInCookie(token: string | undefined, options: { secure: boolean }): string;
};

export type CarriedRole = { role: LinkRole; linkId: string; displayName: string };

type Deps = {
  keys: Keys;
  signIns: SignIns;
  links: Pick<InvitationLinkRepository, 'find'>;
};

/** The one place that decides whom a cookie or an invitation link speaks for. */
export function createIdentity({ keys, signIns, links }: Deps): Identity {
  return {
    async fromCookies(header) {
      const cookies = parseCookies(header);
      const signInToken = cookies.get(signInCookie);
      const person = signInToken ? await signIns.find(signInToken) : undefined;
      const deviceId = verified(keys, 'device', cookies.get(deviceCookie));
      return {
        ...(person && signInToken ? { person: toPersonInfo(person), signInToken } : {}),
        ...(deviceId ? { deviceId } : {}),
      };
    },
    async linkRole(token, sessionId) {
      const linkId = verified(keys, 'invitation', token);
      const link = linkId ? await links.find(linkId) : undefined;
      if (!link || link.revokedAt || link.sessionId !== sessionId) return undefined;
      const { role, label } = link;
      // Other labels are the host's own words, not to be shown to anyone.
      return { role, linkId: link.linkId, displayName: role === 'listener' ? label : '' };
    },
    newDeviceCookie({ secure } = { secure: false }) {
      const deviceId = newId();
      const maxAgeSeconds = deviceDays * daySeconds;
      const token = signed(keys, 'device', deviceId);
      return { deviceId, header: formatCookie(deviceCookie, token, { maxAgeSeconds, secure }) };
    },
    signInCookie(token, { secure }) {
      const maxAgeSeconds = token ? signInDays * daySeconds : 0;
      return formatCookie(signInCookie, token ?? '', { maxAgeSeconds, secure });
    },
  };
}

type SignedPurpose = 'device' | 'invitation';

/** `<id>.<signature>`: the id with proof that we gave it out. */
export function signed(keys: Keys, purpose: SignedPurpose, id: string): string {
  return `${id}.${keys.sign(purpose, id)}`;
}

/** The id of a signed token; undefined when the signature is not ours. */
function verified(
  keys: Keys,
  purpose: SignedPurpose,
  token: string | undefined,
): string | undefined {
  const [id, signature, ...rest] = token?.split('.') ?? [];
  if (!id || !signature || rest.length > 0) return undefined;
  return keys.verify(purpose, id, signature) ? id : undefined;
}
