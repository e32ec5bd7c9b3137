package dev.sinkproof.target.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** A stream whose failures are told from those of what is read from it. */
final class Fetched extends FilterInputStream {
    Fetched(InputStream in) {
        super(in);
    }

    /** The content did not come: a matter of the service or the network. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        FailedException(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Whether such a failure is what another one came from: libraries wrap what a stream throws. */
    static boolean isCauseOf(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException | SdkException e) {
            throw new FailedException(e);
        }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            return super.read(bytes, from, length);
        } catch (IOException | SdkException e) {
            throw new FailedException(e);
        }
    }
}
