/** Results as JSON: one mapping for the file and for the copy inside the page. Internal. */
package dev.sinkproof.reports.json;
