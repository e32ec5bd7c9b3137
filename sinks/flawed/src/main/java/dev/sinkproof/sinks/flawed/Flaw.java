package dev.sinkproof.sinks.flawed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is wrong with a flawed sink, and how it comes to light. {@link FlawedSinks} is the table of them all. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Flaw {
    /** The defect's number in the list of reported defects, such as {@code M1}. */
    String id();

    /** The one change to the reference sink, in a sentence. */
    String defect();

    /** The thread that reported it against a real connector: {@code owner/repository#number}, or {@code PR#number}. */
    String reportedIn();

    /** What exposes it, in words. */
    String trigger();

    /** Anomalies of which the defect causes at least one, the expected one first. */
    String[] anomalies();

    /** The scenario of the catalogue that exposes it, or the case of it that does so whatever the timing. */
    String scenario();

    /** The reference sink that it is made from: {@code jdbc} or {@code s3}. */
    String sink() default FlawedSink.JDBC;

    /** What the reference sink's bundled subject has behind its name, mostly the {@code delivery.mode}: the one that promises what the defect breaks. */
    String mode() default "at-least-once";

    /** Why the simulation, which has one thread and a clock of its own, cannot show it; empty when nothing speaks against it. */
    String notSimulated() default "";

    /** Further settings for its subject file, each {@code name=value}: the connector's own, or {@code sinkproof.*}. */
    String[] settings() default {};
}
