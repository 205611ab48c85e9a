-- AlterEnum
ALTER TYPE "LinkRole" ADD VALUE 'listener';
