-- AlterTable
ALTER TABLE "Episode" ADD COLUMN     "textVersion" INTEGER NOT NULL DEFAULT 0;
