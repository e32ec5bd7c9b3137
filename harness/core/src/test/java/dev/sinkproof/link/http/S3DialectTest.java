package dev.sinkproof.link.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sinkproof.link.LinkAttributes;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3DialectTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT /b/a/k.json | PutObject durable b a/k.json",
                "PUT /b/k?partNumber=3&uploadId=u%2F1 | UploadPart b k 3 u/1",
                "POST /b/k?uploads | CreateMultipartUpload b k",
                "POST /b/k?uploads= | CreateMultipartUpload b k",
                "POST /b/k?uploadId=u | CompleteMultipartUpload durable b k u",
                "DELETE /b/k?uploadId=u | AbortMultipartUpload b k u",
                "GET /b/k?uploadId=u&max-parts=2 | ListParts b k u",
                "GET /b?list-type=2&prefix=x | ListObjectsV2 b",
                "GET /b/?list-type=2 | ListObjectsV2 b",
                "GET /b?uploads | ListMultipartUploads b",
                "GET /b/k%20%2b+x | GetObject b k ++x",
                "HEAD /b/k | HeadObject b k",
                "HEAD /b | HeadBucket b",
                "DELETE /b/k | DeleteObject durable b k",
                "POST /b?delete | DeleteObjects durable b",
                "PUT /b | CreateBucket b",
                "PUT /b/k?tagging | PutObjectTagging b k",
                "GET / | ListBuckets",
            })
    void namesTheOperation(String line, String facts) {
        assertThat(facts(line, "127.0.0.1:9000", "")).isEqualTo(facts);
    }

    @ParameterizedTest
    @CsvSource({
        "b.s3.eu-central-1.amazonaws.com, b k",
        "my.bucket.s3.example.com:443, my.bucket k",
        "b.localhost:1234, b k",
        "s3.example.com, k",
        "localhost:9, k",
        "[::1]:9, k"
    })
    void findsTheBucketInTheHost(String host, String facts) {
        assertThat(facts("PUT /k", host, "")).endsWith(facts);
    }

    @Test
    void knowsACopyByItsHeader() {
        assertThat(facts("PUT /b/k", "h", "x-amz-copy-source: /b/old\r\n")).isEqualTo("CopyObject durable b k");
        assertThat(facts("PUT /b/k?partNumber=1&uploadId=u", "h", "x-amz-copy-source: /b/old\r\n"))
                .isEqualTo("UploadPartCopy b k 1 u");
    }

    private static String facts(String line, String host, String headers) {
        try {
            HttpHead head = HttpHead.parse(line + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers);
            Map<String, String> facts = new S3Dialect().describe(HttpRequest.of(head.checkedRequest()));
            return Stream.of(
                            facts.get(LinkAttributes.OPERATION),
                            "true".equals(facts.get(LinkAttributes.DURABLE)) ? "durable" : null,
                            facts.get(LinkAttributes.BUCKET),
                            facts.get(LinkAttributes.KEY),
                            facts.get(LinkAttributes.PART_NUMBER),
                            facts.get(LinkAttributes.UPLOAD_ID))
                    .filter(fact -> fact != null)
                    .collect(Collectors.joining(" "));
        } catch (MalformedHttpException e) {
            throw new AssertionError(e);
        }
    }
}
