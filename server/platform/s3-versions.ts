import type { Client } from 'minio';
import { AppError } from './app-error.ts';
import type { Logger } from './log.ts';
import { codeOfS3, translateS3Error } from './s3-errors.ts';

export type S3Versions = {
  /**
   * Deletes all versions of what lies at a key, or below a prefix, and the marks of what was deleted there before.
   * Undefined, and nothing is done, where the bucket keeps none.
   * @returns how many there were.
   */
  deleteAll(where: { prefix: string } | { key: string }): Promise<number | undefined>;
};

/** What a bucket keeps of objects that were deleted or replaced, where its operator has switched versioning on. */
export function createS3Versions(client: Client, bucket: string, log: Logger): S3Versions {
  let isKeeping: Promise<boolean> | undefined;
  /** Asked once; again after a failure. */
  function keepsVersions(): Promise<boolean> {
    isKeeping ??= askWhetherKept(client, bucket, log).catch((error: unknown) => {
      isKeeping = undefined;
      throw error;
    });
    return isKeeping;
  }

  return {
    async deleteAll(where) {
      if (!(await keepsVersions())) return undefined;
      const prefix = 'key' in where ? where.key : where.prefix;
      const found: { name: string; versionId: string }[] = [];
      const listed = client.listObjects(bucket, prefix, true, { IncludeVersion: true });
      for await (const item of listed) {
        const { name, versionId } = item as { name?: string; versionId?: string };
        if (name === undefined || versionId === undefined) continue;
        if (!('key' in where) || name === where.key) found.push({ name, versionId });
      }
      for (const { name, versionId } of found) {
        await client.removeObject(bucket, name, { versionId });
      }
      return found.length;
    },
  };
}

async function askWhetherKept(client: Client, bucket: string, log: Logger): Promise<boolean> {
  try {
    // Nothing where nobody ever switched it on.
    const answer = (await client.getBucketVersioning(bucket)) as
      { Status?: string } | undefined;
    return answer?.Status !== undefined;
  } catch (error) {
    const code = codeOfS3(error);
    if (translateS3Error(error) instanceof AppError || code === 'NoSuchBucket') throw error;
    // Not every S3 server knows of versions, nor may everyone ask.
    log.warn(
      { bucket, code },
      'whether the bucket keeps versions of what is deleted is not known',
    );
    return false;
  }
}
