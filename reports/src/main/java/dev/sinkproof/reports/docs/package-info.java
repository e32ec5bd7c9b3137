/** Pages that people read in the folder docs, where the report and the command line show them. */
package dev.sinkproof.reports.docs;
