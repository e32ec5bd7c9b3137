/** What breaks with objects only: uploads in parts, files that are open for a while, readers that see all or nothing. */
package dev.sinkproof.scenarios.object;
