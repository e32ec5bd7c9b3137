package dev.sinkproof.link.http;

import dev.sinkproof.link.LinkCodec;
import dev.sinkproof.link.LinkProtocol;

/**
 * HTTP/1.1, unencrypted: S3, search engines, REST. Keep-alive, pipelining, Content-Length, chunked and close-delimited bodies, Expect: 100-continue.
 *
 * <p>Every request stops at {@code target.request}, reads included (attribute {@code kind}), before anything of it is forwarded, and every final response at
 * {@code target.ack}, before anything of it reaches the client; only the heads are held. Bodies flow and are never kept.
 *
 * <p>Whether a request is durable, in the sense of the attribute, follows from its operation or method. That the target refused a part of it in
 * a response with status 200 (bulk requests, CompleteMultipartUpload) is not seen.
 *
 * <p>What cannot be followed (TLS, HTTP/2, upgrades) is passed through and reported once as a {@link dev.sinkproof.link.LinkProblem}.
 */
public final class HttpProtocol implements LinkProtocol {
    private final HttpDialect dialect;

    private HttpProtocol(HttpDialect dialect) {
        this.dialect = dialect;
    }

    /** Any target: POST, PUT, PATCH and DELETE are durable. */
    public static HttpProtocol rest() {
        return new HttpProtocol(new RestDialect());
    }

    /** Amazon S3 and what speaks like it: knows operations, buckets, keys and parts. */
    public static HttpProtocol s3() {
        return new HttpProtocol(new S3Dialect());
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public LinkCodec open() {
        Exchanges exchanges = new Exchanges();
        RawMode raw = new RawMode();
        return new LinkCodec(new RequestStage(exchanges, raw, dialect), new ResponseStage(exchanges, raw, dialect));
    }
}
