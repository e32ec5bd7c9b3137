package dev.sinkproof.reports.html;

import dev.sinkproof.model.CaseResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that links lead to. They depend on ids only, so that a link into a report keeps its meaning in the next one. */
final class Anchors {
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

    private static final int SLUG_CHARS_MAX = 120;
    /** No file system has longer paths. */
    private static final int PATH_CHARS_MAX = 4_096;

    private Anchors() {}

    /** One for each case, in order, all different. */
    static List<String> ofCases(List<CaseResult> cases) {
        Set<String> taken = new HashSet<>();
        List<String> anchors = new ArrayList<>();
        for (CaseResult result : cases) {
            String anchor = "case-" + slug(result.plan().scenario().caseId());
            String free = anchor;
            for (int i = 2; !taken.add(free); i++) {
                free = anchor + "-" + i;
            }
            anchors.add(free);
        }
        return anchors;
    }

    static String ofAnomaly(String caseAnchor, String anomalyId) {
        return caseAnchor + "-" + slug(anomalyId);
    }

    static String ofEvent(String caseAnchor, long sequence) {
        return caseAnchor + "-e" + sequence;
    }

    /** The id with everything replaced that has a meaning in links. */
    static String slug(String id) {
        String head = id.length() <= SLUG_CHARS_MAX ? id : id.substring(0, SLUG_CHARS_MAX);
        return head.replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /**
     * A link to a directory beside the page; whatever the path is, it cannot become a link to anything else. Null when
     * that cannot be a path.
     */
    static String directory(String relativePath) {
        if (relativePath.length() > PATH_CHARS_MAX) {
            return null;
        }
        StringBuilder link = new StringBuilder("./");
        for (byte each : relativePath.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(each) >= 0) {
                link.append((char) each);
            } else {
                link.append(String.format("%%%02X", each & 0xFF));
            }
        }
        return link.append(relativePath.endsWith("/") ? "" : "/").toString();
    }
}
