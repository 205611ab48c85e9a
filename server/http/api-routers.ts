import type { Router } from 'express';
import type { StudioPages } from '../episodes/studio-pages.ts';
import type { PublicPages } from '../series/public-pages.ts';
import { createEndpoint } from './endpoint.ts';
import { createChatRoutes } from './chat-routes.ts';
import { createDeckRoutes } from './deck-routes.ts';
import { createEditRoutes } from './edit-routes.ts';
import { createEpisodeRoutes } from './episode-routes.ts';
import { createPeopleRoutes } from './people-routes.ts';
import { createPollRoutes } from './poll-routes.ts';
import { createPracticeRoutes } from './practice-routes.ts';
import { createQuestionRoutes } from './question-routes.ts';
import { createRundownRoutes } from './rundown-routes.ts';
import { createSeriesRoutes } from './series-routes.ts';
import { createSessionRoutes } from './session-routes.ts';
import { createStudioRoutes } from './studio-routes.ts';
import { createTranscriptRoutes } from './transcript-routes.ts';
import { createUpkeepRoutes } from './upkeep-routes.ts';

/** What a family of routes needs besides the door they all share, and pages, of which there are two kinds. */
type Needs<Create extends (deps: never) => Router> = Omit<
  Parameters<Create>[0],
  'endpoint' | 'pages'
>;

type Deps = Needs<typeof createPeopleRoutes> &
  Needs<typeof createSessionRoutes> &
  Needs<typeof createEpisodeRoutes> &
  Needs<typeof createEditRoutes> &
  Needs<typeof createTranscriptRoutes> &
  Needs<typeof createPollRoutes> &
  Needs<typeof createDeckRoutes> &
  Needs<typeof createPracticeRoutes> &
  Needs<typeof createQuestionRoutes> &
  Needs<typeof createRundownRoutes> &
  Needs<typeof createChatRoutes> &
  Needs<typeof createUpkeepRoutes> &
  Needs<typeof createStudioRoutes> & { publicPages: PublicPages; studioPages: StudioPages };

/** The JSON API: every route that answers below /api. */
export function createApiRouters(deps: Deps, publicOrigin: string | undefined): Router[] {
  const { publicPages, studioPages, identity } = deps;
  const endpoint = createEndpoint({ identity, publicOrigin });
  return [
    createPeopleRoutes({ ...deps, endpoint }),
    createSeriesRoutes({ endpoint, pages: publicPages }),
    createSessionRoutes({ ...deps, endpoint }),
    createEpisodeRoutes({ ...deps, endpoint }),
    createEditRoutes({ ...deps, endpoint }),
    createTranscriptRoutes({ ...deps, endpoint }),
    createPollRoutes({ ...deps, endpoint }),
    createDeckRoutes({ ...deps, endpoint }),
    createPracticeRoutes({ ...deps, endpoint }),
    createQuestionRoutes({ ...deps, endpoint }),
    createRundownRoutes({ ...deps, endpoint }),
    createChatRoutes({ ...deps, endpoint }),
    createUpkeepRoutes({ ...deps, endpoint }),
    createStudioRoutes({ ...deps, endpoint, pages: studioPages }),
  ];
}
