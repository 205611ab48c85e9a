import type { Catalogue } from '../catalogue.ts';
import type { account as indonesian } from '../id/account.ts';

export const account: Catalogue<typeof indonesian> = {
  email: 'Email address',
  displayName: 'Your name',
  displayNameHelp: 'This is how others see you in the room.',
  password: 'Password',
  newPassword: 'New password',
  passwordHelp: 'At least 10 characters. A few words that you remember easily are safe enough.',
  showPassword: 'Show the password',
  firstRun: {
    title: 'Welcome to Serambi',
    lead: 'One form, and the first session can be made. This account becomes the owner of your library’s Serambi.',
    libraryName: 'Name of the library',
    libraryNameHelp: 'For example: Bukittinggi City Library. You can change it at any time.',
    submit: 'Make the account and begin',
    done: 'This Serambi is already set up. Please sign in with your account.',
  },
  invitation: {
    title: 'You are invited to be a host',
    lead: 'With this account you make sessions, lead them and publish their recordings at {{library}}.',
    submit: 'Make the account',
  },
  missingKey:
    'Part of the link is missing. Open the whole link that you received again, up to its last letter.',
  signIn: {
    title: 'Sign in to the studio',
    lead: 'Only for hosts. To take part in a session you need no account: just open its link.',
    submit: 'Sign in',
    forgotten: 'Forgot the password? Ask the owner of the library for a new invitation.',
  },
};
