-- AlterTable
ALTER TABLE "Rundown" ADD COLUMN     "isShown" BOOLEAN NOT NULL DEFAULT true;
