-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "keptOfId" TEXT,
ADD COLUMN     "keptUntil" TIMESTAMP(3);

-- CreateIndex
CREATE INDEX "Session_keptOfId_idx" ON "Session"("keptOfId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_keptOfId_fkey" FOREIGN KEY ("keptOfId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
