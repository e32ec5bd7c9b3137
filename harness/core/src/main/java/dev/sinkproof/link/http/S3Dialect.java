package dev.sinkproof.link.http;

import dev.sinkproof.fault.GateDecision;
import dev.sinkproof.link.LinkAnswers;
import dev.sinkproof.link.LinkAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Amazon S3's REST API. The bucket is in the path, or in the host's name where that has one: {@code bucket.s3.example.com}, but not
 * {@code s3.example.com}, {@code localhost} or an address.
 */
final class S3Dialect implements HttpDialect {
    /** What makes data visible, or takes it away. Uploaded parts are neither until the upload is completed. */
    private static final Set<String> DURABLE =
            Set.of("PutObject", "CopyObject", "PostObject", "CompleteMultipartUpload", "DeleteObject", "DeleteObjects");

    private static final Map<Integer, String> CODES = Map.of(
            400, "InvalidRequest",
            403, "AccessDenied",
            404, "NoSuchKey",
            409, "OperationAborted",
            412, "PreconditionFailed",
            429, "SlowDown",
            500, "InternalError",
            503, "SlowDown");

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Map<String, String> describe(HttpRequest request) {
        Address address = Address.of(request);
        String operation = operation(request, address);
        Map<String, String> facts = new HashMap<>();
        facts.put(LinkAttributes.OPERATION, operation);
        facts.put(LinkAttributes.DURABLE, Boolean.toString(DURABLE.contains(operation)));
        putIfAny(facts, LinkAttributes.BUCKET, address.bucket());
        putIfAny(facts, LinkAttributes.KEY, address.key());
        putIfAny(facts, LinkAttributes.PART_NUMBER, request.query().get("partNumber"));
        putIfAny(facts, LinkAttributes.UPLOAD_ID, request.query().get("uploadId"));
        return facts;
    }

    @Override
    public Document error(HttpRequest request, GateDecision answer) {
        String code = answer.settings()
                .getOrDefault(LinkAnswers.CODE, CODES.getOrDefault(LinkAnswers.status(answer), "InternalError"));
        return new Document(
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + escaped(code) + "</Code><Message>"
                        + escaped(LinkAnswers.message(answer)) + "</Message><Resource>" + escaped(request.path())
                        + "</Resource><RequestId>sinkproof</RequestId></Error>");
    }

    private static String operation(HttpRequest request, Address address) {
        if (address.bucket().isEmpty()) {
            return request.method().equals("GET") ? "ListBuckets" : request.method();
        }
        return address.key().isEmpty() ? ofBucket(request) : ofObject(request);
    }

    private static String ofBucket(HttpRequest request) {
        Map<String, String> query = request.query();
        return switch (request.method()) {
            case "GET" -> listing(query);
            case "HEAD" -> "HeadBucket";
            case "PUT" -> query.isEmpty() ? "CreateBucket" : "PutBucket" + subresource(query);
            case "DELETE" -> query.isEmpty() ? "DeleteBucket" : "DeleteBucket" + subresource(query);
            case "POST" -> query.containsKey("delete") ? "DeleteObjects" : "PostObject";
            default -> request.method();
        };
    }

    private static String listing(Map<String, String> query) {
        if (query.containsKey("uploads")) {
            return "ListMultipartUploads";
        }
        if (query.containsKey("versions")) {
            return "ListObjectVersions";
        }
        if (query.containsKey("location")) {
            return "GetBucketLocation";
        }
        return "2".equals(query.get("list-type")) ? "ListObjectsV2" : "ListObjects";
    }

    private static String ofObject(HttpRequest request) {
        Map<String, String> query = request.query();
        boolean part = query.containsKey("uploadId");
        boolean copies = request.head().header("x-amz-copy-source").isPresent();
        return switch (request.method()) {
            case "GET" -> part ? "ListParts" : "GetObject" + subresource(query);
            case "HEAD" -> "HeadObject";
            case "PUT" ->
                part
                        ? (copies ? "UploadPartCopy" : "UploadPart")
                        : copies ? "CopyObject" : "PutObject" + subresource(query);
            case "POST" ->
                part
                        ? "CompleteMultipartUpload"
                        : query.containsKey("uploads") ? "CreateMultipartUpload" : "PostToObject";
            case "DELETE" -> part ? "AbortMultipartUpload" : "DeleteObject" + subresource(query);
            default -> request.method();
        };
    }

    /** What of a bucket or object other than itself is meant. */
    private static String subresource(Map<String, String> query) {
        if (query.containsKey("acl")) {
            return "Acl";
        }
        if (query.containsKey("tagging")) {
            return "Tagging";
        }
        if (query.containsKey("attributes")) {
            return "Attributes";
        }
        if (query.containsKey("versioning")) {
            return "Versioning";
        }
        if (query.containsKey("lifecycle")) {
            return "Lifecycle";
        }
        return query.containsKey("policy") ? "Policy" : "";
    }

    private static void putIfAny(Map<String, String> facts, String name, String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, value);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** What is meant by host and path. */
    private record Address(String bucket, String key) {
        static Address of(HttpRequest request) {
            String path = HttpRequest.decoded(request.path().replaceFirst("^/", ""));
            String ofHost = bucketOfHost(request.host());
            if (!ofHost.isEmpty()) {
                return new Address(ofHost, path);
            }
            int slash = path.indexOf('/');
            return slash < 0 ? new Address(path, "") : new Address(path.substring(0, slash), path.substring(slash + 1));
        }

        private static String bucketOfHost(String host) {
            String name = host.replaceFirst(":[0-9]*$", "");
            boolean address = name.matches("[0-9.]+|\\[.*");
            int service = Math.max(name.indexOf(".s3."), Math.max(name.indexOf(".s3-"), name.indexOf(".localhost")));
            return address || service < 1 ? "" : name.substring(0, service);
        }
    }
}
