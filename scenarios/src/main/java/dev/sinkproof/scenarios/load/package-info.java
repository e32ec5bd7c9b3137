/** Load and time. */
package dev.sinkproof.scenarios.load;
