package dev.sinkproof.reports.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source files of records and enums say about them. */
final class JavadocOf {
    private final Path sources;

    JavadocOf(Path sources) {
        this.sources = sources;
    }

    /** The first sentence about a type. */
    String summary(Class<?> type) throws IOException {
        String text = comment(type).split("@param", 2)[0];
        Matcher sentence = Pattern.compile("(?s)^(.*?[.:;])(\\s|$)").matcher(plain(text));
        return sentence.find() ? sentence.group(1) : plain(text);
    }

    /** What is said about a component of a record. */
    String param(Class<?> record, String name) throws IOException {
        Matcher matcher =
                Pattern.compile("(?s)@param " + name + "\\s+(.*?)(?=@param|$)").matcher(comment(record));
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "the Javadoc of " + record.getName() + " does not say what " + name + " is");
        }
        return plain(matcher.group(1));
    }

    private String comment(Class<?> type) throws IOException {
        Class<?> top = type.isMemberClass() ? type.getDeclaringClass() : type;
        String source = Files.readString(sources.resolve(top.getSimpleName() + ".java"));
        String kind = type.isRecord() ? "record" : "enum";
        Matcher matcher = Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*public " + kind + " "
                        + type.getSimpleName() + "\\b")
                .matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException(type.getName() + " has no Javadoc");
        }
        return matcher.group(1).replaceAll("(?m)^\\s*\\* ?", "");
    }

    private static String plain(String text) {
        return text.replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
