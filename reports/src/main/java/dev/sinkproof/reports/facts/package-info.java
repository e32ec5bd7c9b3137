/** What follows from results and is said in more than one report. Internal. */
package dev.sinkproof.reports.facts;
