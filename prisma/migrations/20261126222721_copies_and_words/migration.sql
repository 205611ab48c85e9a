-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "transcriptObjects" JSONB;

-- CreateTable
CREATE TABLE "DeletedPractice" (
    "recordingId" TEXT NOT NULL,
    "deletedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DeletedPractice_pkey" PRIMARY KEY ("recordingId")
);
