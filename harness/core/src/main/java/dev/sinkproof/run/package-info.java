/** Turns plans into evidence: one run, its phases, and suites of runs. */
package dev.sinkproof.run;
