package dev.sinkproof.reports.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.util.Set;

/**
 * Indents, but for what there are hundreds of in each case: events and quantities over time have a line each. A line of text per
 * field made most of a results file blanks.
 */
final class OneLineEach extends DefaultIndenter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> LISTS = Set.of("timeline", "series");

    static DefaultPrettyPrinter printer() {
        OneLineEach indenter = new OneLineEach();
        return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    }

    @Override
    public void writeIndentation(JsonGenerator out, int level) throws IOException {
        if (!insideElement(out.getOutputContext())) {
            super.writeIndentation(out, level);
        }
    }

    private static boolean insideElement(JsonStreamContext here) {
        for (JsonStreamContext at = here.getParent(); at != null; at = at.getParent()) {
            if (at.inArray() && isList(at.getParent().getCurrentName())) {
                return true;
            }
        }
        return false;
    }

    /** A list that is the whole document has no name. */
    private static boolean isList(String name) {
        return name != null && LISTS.contains(name);
    }
}
