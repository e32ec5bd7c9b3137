/** S3 buckets: everything that is in them, read back record by record whatever the objects are made of. */
package dev.sinkproof.target.s3;
