-- AlterTable
ALTER TABLE "DeletedSession" ADD COLUMN     "recordingIds" TEXT[];
