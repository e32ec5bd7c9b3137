/**
 * HTTP/1.1, read as far as needed to know where requests, responses and their bodies begin and end, and, with S3, what a request does. Bodies flow
 * through and are never kept.
 *
 * <p>Source: RFC 9112 (message framing), RFC 9110 (methods, Expect), Amazon S3 API reference.
 */
package dev.sinkproof.link.http;
