/** Old offsets, gaps and lost history. */
package dev.sinkproof.scenarios.replay;
