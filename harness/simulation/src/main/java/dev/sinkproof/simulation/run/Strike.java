package dev.sinkproof.simulation.run;

import dev.sinkproof.model.FaultPoint;
import dev.sinkproof.model.FaultSpec;
import dev.sinkproof.simulation.schedule.FaultKind;

/**
 * A fault is due.
 *
 * @param kind what is done
 * @param spec the fault as plans have it
 * @param point where
 * @param nth at which passing of the point, counted from 1 over all tasks
 */
record Strike(FaultKind kind, FaultSpec spec, FaultPoint point, int nth) {}
