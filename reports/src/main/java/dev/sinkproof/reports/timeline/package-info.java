/**
 * Where things go in the timeline picture: events become lanes, bars and marks on one time axis. Geometry only; the
 * template draws it. Internal.
 */
package dev.sinkproof.reports.timeline;
