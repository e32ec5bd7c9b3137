package dev.sinkproof.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of the results that earlier minor versions of their form do not have. It is empty in results that are older, and the
 * report says that it was not collected.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Since {
    /** The first {@link Results#SCHEMA_MINOR} with it. */
    int value();
}
