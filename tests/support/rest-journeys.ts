import type { SessionInfo } from '../../server/protocol/protocol.ts';
import type { Me, StudioSeries, StudioSession } from '../../server/protocol/rest.ts';
import type { RestApi } from './rest-api.ts';
import type { RestClient } from './rest-client.ts';

export const password = 'rahasia-sekali';

type NewOwner = { email: string; displayName: string; password: string; libraryName: string };

/** Makes the owner's account, and the library, through the link that a first start prints. Throws when there is none. */
export async function becomeOwner(
  client: RestClient,
  ownerLink: string | undefined,
  owner: NewOwner = {
    ...{ email: 'owner@example.org', displayName: 'Ibu Ani' },
    ...{ password, libraryName: 'Taman Baca' },
  },
): Promise<void> {
  if (!ownerLink) throw new Error('The hub printed no owner link.');
  const token = new URL(ownerLink).searchParams.get('kunci');
  await client.ok<Me>('POST', '/api/account', { token, ...owner });
}

/** A browser in which the owner's account was just made. */
export async function signUpOwner(api: RestApi): Promise<RestClient> {
  const owner = api.browser();
  await becomeOwner(owner, await api.firstRun());
  return owner;
}

/** A browser in which a host's account was just made, on the owner's invitation. */
export async function signUpHost(
  api: RestApi,
  owner: RestClient,
  email = 'host@example.org',
): Promise<RestClient> {
  const { url } = await owner.ok<{ url: string }>('POST', '/api/people/invitations', {});
  const host = api.browser();
  await host.ok<Me>('POST', '/api/account', {
    token: new URL(url).searchParams.get('kunci'),
    email,
    displayName: 'Pak Budi',
    password,
  });
  return host;
}

export const aSeriesBody = {
  title: 'Klub Buku',
  description: 'Membaca bersama.',
  language: 'id',
  category: 'Arts',
  subcategory: 'Books',
  author: 'Taman Baca',
};

export const aSessionBody = {
  title: 'Laskar Pelangi',
  description: 'Bab satu.',
  startsAt: '2030-01-05T19:00:00+07:00',
};

/** A session in a series of its own, so that the series' feed holds nothing else. */
export async function makeSession(
  host: RestClient,
): Promise<{ slug: string; session: SessionInfo }> {
  const { slug } = await host.ok<StudioSeries>('POST', '/api/studio/series', aSeriesBody);
  const path = `/api/studio/series/${slug}/sessions`;
  const { session } = await host.ok<StudioSession>('POST', path, aSessionBody);
  return { slug, session };
}
