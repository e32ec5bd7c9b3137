package dev.sinkproof.junit;

import dev.sinkproof.model.SubjectSpec;

/**
 * A class with {@link SinkproofTest} that says in code what it tests, instead of in a subject file. An instance is made with its
 * constructor without parameters, which need not be public.
 */
public interface SubjectSource {
    /**
     * The connector, its configuration and its contract; most easily made with {@link Subject}. Called once, before anything is
     * started; whatever it throws fails the class.
     */
    SubjectSpec subject();
}
