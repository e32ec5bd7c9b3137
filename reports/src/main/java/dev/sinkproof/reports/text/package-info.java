/** How values become text: numbers, durations, times, and text that someone hostile may have written. Internal. */
package dev.sinkproof.reports.text;
