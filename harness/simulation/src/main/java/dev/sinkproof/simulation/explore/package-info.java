/** Search for schedules that show a defect, and how they are made small. */
package dev.sinkproof.simulation.explore;
