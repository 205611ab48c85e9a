-- AlterTable
ALTER TABLE "Series" ADD COLUMN     "cleanVoices" BOOLEAN NOT NULL DEFAULT true;
