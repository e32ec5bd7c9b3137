/** The catalogue: one small class a scenario, with stable ids. */
package dev.sinkproof.scenarios;
