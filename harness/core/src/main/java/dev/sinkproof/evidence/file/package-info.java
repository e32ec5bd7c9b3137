/**
 * Evidence as files of a run directory: JSON, one element a line, written and read as a stream. A file whose writer was
 * killed can be read up to where it ends, and says that it is incomplete.
 */
package dev.sinkproof.evidence.file;
