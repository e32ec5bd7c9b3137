package dev.sinkproof.reports.html;

import dev.sinkproof.reports.text.SafeText;
import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;

/** Escapes as jte does, after every value was made safe to show: no template can forget it. */
final class SafeHtmlOutput extends OwaspHtmlTemplateOutput {
    SafeHtmlOutput(TemplateOutput output) {
        super(output);
    }

    @Override
    public void writeUserContent(String value) {
        super.writeUserContent(value == null ? null : SafeText.of(value));
    }
}
