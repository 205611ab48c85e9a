-- AlterTable
ALTER TABLE "Transcript" ADD COLUMN     "publication" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "reached" INTEGER NOT NULL DEFAULT 0;

-- What an earlier version said was published, or taken back, is looked at once.
UPDATE "Transcript" SET "publication" = 1;
