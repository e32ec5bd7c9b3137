/**
 * The page. Templates ({@code src/main/jte}) are compiled into this package, so that they see its records and nobody else
 * does. Internal but for {@link dev.sinkproof.reports.html.HtmlReport}.
 */
package dev.sinkproof.reports.html;
