/**
 * Results to pages: {@code results.json} becomes {@code report.html}, {@code junit.xml} and {@code summary.md}.
 *
 * <p>Everything here is a pure function of {@link dev.sinkproof.model.Results}: no engine, no network, no clock. Callers
 * use {@link dev.sinkproof.reports.Reports} and {@link dev.sinkproof.reports.ResultsFile}; the packages below this one
 * are internal.
 */
package dev.sinkproof.reports;
