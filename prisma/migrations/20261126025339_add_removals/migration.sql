-- CreateTable
CREATE TABLE "Removal" (
    "removalId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "deviceKey" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "byName" TEXT NOT NULL,
    "removedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Removal_pkey" PRIMARY KEY ("removalId")
);

-- CreateIndex
CREATE INDEX "Removal_sessionId_idx" ON "Removal"("sessionId");

-- AddForeignKey
ALTER TABLE "Removal" ADD CONSTRAINT "Removal_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
