package dev.sinkproof.sinks.s3;

import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed request means. */
final class S3Errors {
    private static final Set<String> TRANSIENT = Set.of(
            "SlowDown",
            "Throttling",
            "ThrottlingException",
            "RequestLimitExceeded",
            "RequestTimeout",
            "InternalError",
            "ServiceUnavailable",
            "OperationAborted",
            "ConditionalRequestConflict",
            // Somebody gave the upload up: it begins again.
            "NoSuchUpload",
            // The chain of providers renews what has expired; keys that nobody renews use up the retries.
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired");

    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    /** Will not be implemented by the next attempt either. */
    private static final int NOT_IMPLEMENTED = 501;

    private S3Errors() {}

    /** Whether the same request may succeed later, without anyone's doing. */
    static boolean isTransient(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return TRANSIENT.contains(code(answer))
                    || answer.statusCode() == TOO_MANY_REQUESTS
                    || (answer.statusCode() >= SERVER_ERRORS && answer.statusCode() != NOT_IMPLEMENTED);
        }
        return e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e instanceof AbortedException
                || causedByNetwork(e);
    }

    private static boolean causedByNetwork(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Whether the object is there already. */
    static boolean isTaken(SdkException e) {
        return e instanceof AwsServiceException answer && answer.statusCode() == PRECONDITION_FAILED;
    }

    /** Whether the multipart upload is not there: completed, given up by somebody else, or expired. */
    static boolean isUploadGone(SdkException e) {
        return e instanceof AwsServiceException answer && code(answer).equals("NoSuchUpload");
    }

    static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    /** What happened, in one line; never a credential. */
    static String describe(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            AwsErrorDetails details = answer.awsErrorDetails();
            String message = details == null || details.errorMessage() == null ? "" : ": " + details.errorMessage();
            return "S3 answered " + answer.statusCode() + " " + code(answer) + message;
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return e.getMessage() + (cause == e ? "" : " (" + cause + ")");
    }
}
