/** Between the simulation and the real environments: subjects for the one, plans for the others. */
package dev.sinkproof.exploration;
