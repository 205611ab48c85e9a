-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "captionedHlsKey" TEXT,
ADD COLUMN     "transcriptKey" TEXT;

-- CreateTable
CREATE TABLE "Transcript" (
    "recordingId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "cues" JSONB NOT NULL,
    "publishedVersion" INTEGER,
    "publishedCues" JSONB,

    CONSTRAINT "Transcript_pkey" PRIMARY KEY ("recordingId")
);

-- AddForeignKey
ALTER TABLE "Transcript" ADD CONSTRAINT "Transcript_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "Recording"("recordingId") ON DELETE CASCADE ON UPDATE CASCADE;
