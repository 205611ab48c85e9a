-- AlterTable
ALTER TABLE "Question" ADD COLUMN     "askerSessionId" TEXT;

-- What was carried already has the key of the session that it was first asked in.
WITH RECURSIVE "origin" AS (
  SELECT "questionId", "sessionId" FROM "Question" WHERE "carriedFromId" IS NULL
  UNION ALL
  SELECT q."questionId", o."sessionId"
  FROM "Question" q JOIN "origin" o ON q."carriedFromId" = o."questionId"
)
UPDATE "Question" q
SET "askerSessionId" = o."sessionId"
FROM "origin" o
WHERE q."questionId" = o."questionId" AND q."carriedFromId" IS NOT NULL;
