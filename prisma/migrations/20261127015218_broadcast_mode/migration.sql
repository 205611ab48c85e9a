-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "broadcast" BOOLEAN NOT NULL DEFAULT false;
