package dev.sinkproof.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line as a shell takes it apart, as far as examples in the docs go: quotes, and comments. */
final class ShellWords {
    private static final Pattern WORD = Pattern.compile("#.*|((?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+)");

    private ShellWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.add(matcher.group(1).replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
            }
        }
        return words;
    }
}
