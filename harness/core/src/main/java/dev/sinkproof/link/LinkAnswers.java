package dev.sinkproof.link;

import dev.sinkproof.fault.GateDecision;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What the settings of a {@link GateDecision} mean on the link. Settings that a protocol does not know are ignored, so that one fault can name
 * those of several.
 *
 * <p>{@code CUT_MIDWAY} lets {@link GateDecision#PERCENT} of what is held go through (0 to 100, {@value #PERCENT_DEFAULT} when it is not
 * given), hands that over, and closes the connection on both sides. Held is, with PostgreSQL, the request cycle or its answer as
 * far as {@link LinkAttributes#WITHHELD} says; with HTTP the body, after the whole head; or the head where there is no body. Of a body whose length
 * is not known beforehand at most the first MiB is held and counted.
 *
 * <p>{@code ANSWER} at {@code target.request}: the target never sees the request. At {@code target.ack}: the target acted, its answer is thrown
 * away. At {@code target.connect}: PostgreSQL refuses the session with a FATAL error, other protocols reset the connection.
 *
 * <p>PostgreSQL understands {@link #SQLSTATE}, {@link #MESSAGE} and {@link #SEVERITY}. An {@code ERROR} at {@code target.request} is made by
 * sending the server, in place of the request, one that it can only refuse, and by putting our error in place of the server's. So answers stay in
 * order, and the transaction is in the state that the client is told: an open one has failed. At
 * {@code target.ack}, where the transaction is still open in good health, that state would be a lie: the answer is a {@code FATAL} error
 * then and the connection is closed, whatever {@link #SEVERITY} says; likewise where a part of a simple query, or of its answer, has already gone.
 *
 * <p>HTTP understands {@link #STATUS}, {@link #RETRY_AFTER}, {@link #BODY}, {@link #CONTENT_TYPE}, and with S3 {@link #CODE} and
 * {@link #MESSAGE}. The body of the request is swallowed; a client that waits for {@code 100 Continue} is answered at once and the connection closed.
 */
public final class LinkAnswers {
    /** PostgreSQL: code of the error; {@value #SQLSTATE_DEFAULT} when it is not given. */
    public static final String SQLSTATE = "sqlstate";
    /** PostgreSQL: {@code ERROR} (the default) or {@code FATAL}, which closes the connection. */
    public static final String SEVERITY = "severity";
    /** PostgreSQL and S3: text of the error. */
    public static final String MESSAGE = "message";
    /** HTTP: status code, 200 to 599; {@value #STATUS_DEFAULT} when it is not given. */
    public static final String STATUS = "status";
    /** HTTP: seconds of the header {@code Retry-After}; no such header when it is not given. */
    public static final String RETRY_AFTER = "retryAfter";
    /** HTTP: the body; made by the dialect when it is not given: an error document with S3, none otherwise. */
    public static final String BODY = "body";
    /** HTTP: type of {@link #BODY}; {@code text/plain; charset=utf-8} when it is not given. */
    public static final String CONTENT_TYPE = "contentType";
    /** S3: code of the error, for example {@code SlowDown}; follows from the status when it is not given. */
    public static final String CODE = "code";

    /** Value of {@link #SEVERITY}. */
    public static final String ERROR = "ERROR";
    /** Value of {@link #SEVERITY}. */
    public static final String FATAL = "FATAL";

    static final int PERCENT_DEFAULT = 50;
    static final String SQLSTATE_DEFAULT = "58000";
    static final int STATUS_DEFAULT = 503;
    private static final String MESSAGE_DEFAULT = "answered in the target's stead";

    private LinkAnswers() {}

    /** How many of so many bytes go through. */
    public static long part(GateDecision cutMidway, long bytes) {
        return bytes * number(cutMidway.settings(), GateDecision.PERCENT, PERCENT_DEFAULT) / 100;
    }

    /** {@link #SQLSTATE} or its default. */
    public static String sqlstate(GateDecision answer) {
        return answer.settings().getOrDefault(SQLSTATE, SQLSTATE_DEFAULT);
    }

    /** Whether {@link #SEVERITY} asks for the end of the connection. */
    public static boolean fatal(GateDecision answer) {
        return FATAL.equals(answer.settings().get(SEVERITY));
    }

    /** {@link #MESSAGE} or a text that names the link. */
    public static String message(GateDecision answer) {
        return answer.settings().getOrDefault(MESSAGE, MESSAGE_DEFAULT);
    }

    /** {@link #STATUS} or its default. */
    public static int status(GateDecision answer) {
        return (int) number(answer.settings(), STATUS, STATUS_DEFAULT);
    }

    /** @throws IllegalArgumentException when a setting has no meaning, saying which and why */
    static GateDecision checked(GateDecision decision) {
        Map<String, String> settings = decision.settings();
        checkNumber(
                settings, GateDecision.PERCENT, value -> value >= 0 && value <= 100, "a whole number from 0 to 100");
        checkNumber(settings, STATUS, value -> value >= 200 && value <= 599, "a whole number from 200 to 599");
        checkNumber(settings, RETRY_AFTER, value -> value >= 0, "a whole number of seconds");
        check(
                SEVERITY,
                settings,
                Set.of(ERROR, FATAL).contains(settings.getOrDefault(SEVERITY, ERROR)),
                "ERROR or FATAL");
        check(SQLSTATE, settings, sqlstate(decision).matches("[0-9A-Z]{5}"), "five digits or capital letters");
        return decision;
    }

    private static void checkNumber(Map<String, String> settings, String name, LongPredicate valid, String expected) {
        String text = settings.get(name);
        // Nine digits fit an int.
        check(
                name,
                settings,
                text == null || (text.matches("[0-9]{1,9}") && valid.test(Long.parseLong(text))),
                expected);
    }

    private static void check(String name, Map<String, String> settings, boolean valid, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("The setting " + name + " of a decision must be " + expected
                    + ", but is " + settings.get(name) + ".");
        }
    }

    private static long number(Map<String, String> settings, String name, long otherwise) {
        String text = settings.get(name);
        return text == null ? otherwise : Long.parseLong(text);
    }
}
