/** The target says nothing, no, or too late. */
package dev.sinkproof.scenarios.target;
