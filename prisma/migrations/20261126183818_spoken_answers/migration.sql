-- CreateTable
CREATE TABLE "SpokenAnswer" (
    "questionId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "answeredBy" TEXT NOT NULL,
    "answeredAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SpokenAnswer_pkey" PRIMARY KEY ("questionId")
);

-- CreateIndex
CREATE INDEX "SpokenAnswer_sessionId_idx" ON "SpokenAnswer"("sessionId");

-- AddForeignKey
ALTER TABLE "SpokenAnswer" ADD CONSTRAINT "SpokenAnswer_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("questionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SpokenAnswer" ADD CONSTRAINT "SpokenAnswer_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
