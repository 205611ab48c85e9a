-- CreateEnum
CREATE TYPE "QuestionState" AS ENUM ('pending', 'open', 'queued', 'answering', 'answered', 'dismissed', 'merged', 'deferred', 'withdrawn');

-- CreateEnum
CREATE TYPE "AskerMode" AS ENUM ('named', 'hidden', 'anonymous');

-- CreateTable
CREATE TABLE "Question" (
    "questionId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "QuestionState" NOT NULL,
    "text" TEXT NOT NULL,
    "originalText" TEXT,
    "askerKey" TEXT NOT NULL,
    "askerMode" "AskerMode" NOT NULL,
    "displayName" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "askedAt" TIMESTAMP(3) NOT NULL,
    "askedAtMs" INTEGER,
    "queueRank" DOUBLE PRECISION,
    "isPinned" BOOLEAN NOT NULL,
    "isHeld" BOOLEAN NOT NULL,
    "dismissReason" TEXT,
    "labels" TEXT[],
    "answeredBy" TEXT,
    "answerStartMs" INTEGER,
    "answerEndMs" INTEGER,
    "mergedIntoId" TEXT,
    "stateBefore" "QuestionState",
    "carriedFromId" TEXT,
    "history" JSONB NOT NULL,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("questionId")
);

-- CreateTable
CREATE TABLE "QuestionVote" (
    "questionId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "votedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "QuestionVote_pkey" PRIMARY KEY ("questionId","personKey")
);

-- CreateTable
CREATE TABLE "QuestionReply" (
    "answerId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "answeredBy" TEXT NOT NULL,
    "authorKey" TEXT NOT NULL,
    "answeredAt" TIMESTAMP(3) NOT NULL,
    "isPrivate" BOOLEAN NOT NULL,

    CONSTRAINT "QuestionReply_pkey" PRIMARY KEY ("answerId")
);

-- CreateTable
CREATE TABLE "QuestionSettings" (
    "sessionId" TEXT NOT NULL,
    "isOpen" BOOLEAN NOT NULL,
    "preModeration" BOOLEAN NOT NULL,
    "askerMode" "AskerMode" NOT NULL,
    "heldWords" TEXT[],

    CONSTRAINT "QuestionSettings_pkey" PRIMARY KEY ("sessionId")
);

-- CreateTable
CREATE TABLE "MutedAsker" (
    "sessionId" TEXT NOT NULL,
    "askerKey" TEXT NOT NULL,

    CONSTRAINT "MutedAsker_pkey" PRIMARY KEY ("sessionId","askerKey")
);

-- CreateIndex
CREATE UNIQUE INDEX "Question_carriedFromId_key" ON "Question"("carriedFromId");

-- CreateIndex
CREATE UNIQUE INDEX "Question_sessionId_number_key" ON "Question"("sessionId", "number");

-- CreateIndex
CREATE INDEX "QuestionReply_questionId_idx" ON "QuestionReply"("questionId");

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_carriedFromId_fkey" FOREIGN KEY ("carriedFromId") REFERENCES "Question"("questionId") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionVote" ADD CONSTRAINT "QuestionVote_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("questionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionReply" ADD CONSTRAINT "QuestionReply_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("questionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionSettings" ADD CONSTRAINT "QuestionSettings_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MutedAsker" ADD CONSTRAINT "MutedAsker_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("sessionId") ON DELETE CASCADE ON UPDATE CASCADE;
