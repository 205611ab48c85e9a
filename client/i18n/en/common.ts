import type { Catalogue } from '../catalogue.ts';
import type { common as indonesian } from '../id/common.ts';

export const common: Catalogue<typeof indonesian> = {
  product: 'Serambi',
  skipToContent: 'Skip to the content',
  nav: {
    label: 'Main menu',
    more: 'More',
    home: 'Home',
    studio: 'Studio',
    guide: 'Guide',
    signIn: 'Host sign in',
  },
  language: 'Language',
  loading: 'One moment, loading…',
  retry: 'Try again',
  reload: 'Reload the page',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  back: 'Back',
  optional: 'optional',
  copy: 'Copy',
  copied: 'Copied',
  share: 'Share',
  more: 'More',
  saveStatus: {
    saved: 'Saved',
    saving: 'Saving…',
    unsaved: 'Not saved yet',
    failed: 'Not saved yet. We will try again shortly.',
  },
  crash: {
    title: 'This page got stuck',
    text: 'Something went wrong on our side. Reload the page to go on; what was saved is not lost.',
  },
  notFound: {
    title: 'This page does not exist',
    text: 'The address may be mistyped, or the page has moved.',
    home: 'Go to the home page',
  },
  stateLive: 'On air',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
};
