-- CreateTable
CREATE TABLE "Recognition" (
    "recordingId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,

    CONSTRAINT "Recognition_pkey" PRIMARY KEY ("recordingId")
);

-- AddForeignKey
ALTER TABLE "Recognition" ADD CONSTRAINT "Recognition_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "Recording"("recordingId") ON DELETE CASCADE ON UPDATE CASCADE;
