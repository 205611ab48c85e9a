-- CreateTable
CREATE TABLE "Purge" (
    "purgeId" TEXT NOT NULL,
    "recordingIds" TEXT[],
    "revision" INTEGER,
    "prefixes" TEXT[],
    "folders" TEXT[],
    "dueAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Purge_pkey" PRIMARY KEY ("purgeId")
);

-- CreateTable
CREATE TABLE "DeletedSession" (
    "code" TEXT NOT NULL,
    "episodeCode" TEXT,
    "deletedAt" TIMESTAMP(3) NOT NULL,
    "deletedBy" TEXT NOT NULL,

    CONSTRAINT "DeletedSession_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE INDEX "Purge_dueAt_idx" ON "Purge"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "DeletedSession_episodeCode_key" ON "DeletedSession"("episodeCode");
