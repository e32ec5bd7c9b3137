package dev.sinkproof.reports;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** A report as a tree. The page is well-formed XML but for its document type and attributes without a value. */
public final class ParsedPage {
    private static final Set<String> INSIDE_WORDS = Set.of("bdi", "wbr", "b", "strong", "code");

    private final Document document;

    private ParsedPage(Document document) {
        this.document = document;
    }

    public static ParsedPage html(String html) {
        return xml(withScriptAsText(
                html.replaceFirst("<!DOCTYPE html>", "").replaceAll("(<details[^>]*) open>", "$1 open=\"open\">")));
    }

    /** In HTML a script's content is no markup, in XML it is. */
    private static String withScriptAsText(String html) {
        int begin = html.lastIndexOf("<script>") + "<script>".length();
        int end = html.lastIndexOf("</script>");
        String script = html.substring(begin, end).replace("&", "&amp;").replace("<", "&lt;");
        return html.substring(0, begin) + script + html.substring(end);
    }

    public static ParsedPage xml(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return new ParsedPage(builder.parse(new InputSource(new StringReader(xml.strip()))));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    public List<Element> all(String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    public Element only(String tag) {
        List<Element> found = all(tag);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " elements " + tag + " instead of one");
        }
        return found.get(0);
    }

    public Optional<Element> byId(String id) {
        return all("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst();
    }

    public Element withId(String id) {
        return byId(id).orElseThrow(() -> new AssertionError("no element has the id " + id));
    }

    /** Text as a reader sees it: elements apart, blanks joined. */
    public static String text(Element element) {
        StringBuilder out = new StringBuilder();
        append(out, element);
        return out.toString().replaceAll("\\s+", " ").strip();
    }

    private static void append(StringBuilder out, Node node) {
        if (node instanceof Text text) {
            out.append(text.getData());
            return;
        }
        String apart = INSIDE_WORDS.contains(node.getNodeName()) ? "" : " ";
        out.append(apart);
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            append(out, child);
        }
        out.append(apart);
    }

    public String text() {
        return text(document.getDocumentElement());
    }
}
