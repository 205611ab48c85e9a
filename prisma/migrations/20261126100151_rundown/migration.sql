-- CreateTable
CREATE TABLE "Rundown" (
    "sessionId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "items" JSONB NOT NULL,
    "currentId" TEXT,
    "currentSince" TIMESTAMP(3),

    CONSTRAINT "Rundown_pkey" PRIMARY KEY ("sessionId")
);

-- AddForeignKey
ALTER TABLE "Rundown" ADD CONSTRAINT "Rundown_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
