-- CreateTable
CREATE TABLE "Mark" (
    "markId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "atMs" INTEGER NOT NULL,

    CONSTRAINT "Mark_pkey" PRIMARY KEY ("markId")
);

-- CreateIndex
CREATE INDEX "Mark_sessionId_idx" ON "Mark"("sessionId");

-- AddForeignKey
ALTER TABLE "Mark" ADD CONSTRAINT "Mark_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
