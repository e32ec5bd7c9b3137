/**
 * Faults of the data: records that the plan makes irregular. An empty batch needs no fault: Connect puts one whenever it polls and finds nothing.
 */
package dev.sinkproof.fault.data;
