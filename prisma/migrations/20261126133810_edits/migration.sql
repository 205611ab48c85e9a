-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "cuts" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "editsVersion" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Edits" (
    "recordingId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "edits" JSONB NOT NULL,
    "chapters" JSONB,

    CONSTRAINT "Edits_pkey" PRIMARY KEY ("recordingId")
);

-- AddForeignKey
ALTER TABLE "Edits" ADD CONSTRAINT "Edits_recordingId_fkey" FOREIGN KEY ("recordingId") REFERENCES "Recording"("recordingId") ON DELETE CASCADE ON UPDATE CASCADE;
