export { account } from './account.ts';
export { common } from './common.ts';
export { episode } from './episode.ts';
export { errors } from './errors.ts';
export { guide } from './guide.ts';
export { home } from './home.ts';
export { room } from './room.ts';
export { studio } from './studio.ts';
