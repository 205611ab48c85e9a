-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "practiceOfId" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Session_practiceOfId_key" ON "Session"("practiceOfId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_practiceOfId_fkey" FOREIGN KEY ("practiceOfId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
