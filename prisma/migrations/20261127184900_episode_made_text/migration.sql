-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "madeTextVersion" INTEGER NOT NULL DEFAULT 0;
