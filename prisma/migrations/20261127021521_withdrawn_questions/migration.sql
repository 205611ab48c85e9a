-- CreateTable
CREATE TABLE "WithdrawnQuestion" (
    "questionId" TEXT NOT NULL,
    "recordingId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "withdrawnAt" TIMESTAMP(3) NOT NULL,
    "withdrawnBy" TEXT NOT NULL,

    CONSTRAINT "WithdrawnQuestion_pkey" PRIMARY KEY ("questionId")
);

-- CreateIndex
CREATE INDEX "WithdrawnQuestion_recordingId_idx" ON "WithdrawnQuestion"("recordingId");

-- AddForeignKey
ALTER TABLE "WithdrawnQuestion" ADD CONSTRAINT "WithdrawnQuestion_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "Recording"("recordingId") ON DELETE CASCADE ON UPDATE CASCADE;

-- What people asked who were taken out before: it was kept, and left out by their names.
INSERT INTO "WithdrawnQuestion" ("questionId", "recordingId", "displayName", "withdrawnAt", "withdrawnBy")
SELECT DISTINCT ON (q."questionId") q."questionId", r."recordingId", q."displayName", t."withdrawnAt", COALESCE(t."withdrawnBy", '')
FROM "Question" q
JOIN "Recording" r ON r."sessionId" = q."sessionId"
JOIN "Take" t ON t."recordingId" = r."recordingId" AND t."displayName" = q."displayName"
WHERE t."withdrawnAt" IS NOT NULL AND q."displayName" <> ''
ORDER BY q."questionId", t."withdrawnAt";

UPDATE "Question"
SET "state" = COALESCE("stateBefore", 'open'), "mergedIntoId" = NULL, "stateBefore" = NULL, "version" = "version" + 1
WHERE "mergedIntoId" IN (SELECT "questionId" FROM "WithdrawnQuestion");

DELETE FROM "Question" WHERE "questionId" IN (SELECT "questionId" FROM "WithdrawnQuestion");
