/**
 * Sinkproof as tests of JUnit's platform: an engine of its own, which makes a test of each scenario of a class with {@link
 * dev.sinkproof.junit.SinkproofTest}. Needs JUnit Jupiter 5.10 or newer beside it.
 */
package dev.sinkproof.junit;
