/**
 * What flows through the house: plans, evidence, verdicts and results as immutable records and enums.
 *
 * <p>This package depends on nothing but the JDK, so that reports can be rendered without the engine. Text meant for
 * people lives here beside the constant that it describes, so that every page and every message uses the same words.
 */
package dev.sinkproof.model;
