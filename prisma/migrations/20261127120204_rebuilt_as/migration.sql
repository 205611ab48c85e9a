-- AlterTable
ALTER TABLE "Recording" ADD COLUMN     "rebuiltAs" INTEGER;
