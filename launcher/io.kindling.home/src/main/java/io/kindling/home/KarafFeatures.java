package io.kindling.home;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A features file of Karaf: an outline without bundles first, then with those that are added. */
final class KarafFeatures {

    private static final String FEATURE = "feature";

    private final Document document;
    private final Map<String, Element> features = new LinkedHashMap<>();

    private KarafFeatures(final Document document) {
        this.document = document;
        elements(document.getDocumentElement(), FEATURE).forEach(element -> features.put(element.getAttribute("name"), element));
    }

    /** An outline, in which {@code @version@} is the version. */
    static KarafFeatures read(final Path outline, final String version) throws IOException {
        final byte[] text = Files.readString(outline).replace("@version@", version).getBytes(StandardCharsets.UTF_8);
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setIgnoringComments(true);
        try {
            final Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(text));
            stripBlanks(document.getDocumentElement());
            return new KarafFeatures(document);
        } catch (final ParserConfigurationException | SAXException e) {
            throw new IOException(outline + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** In the file's order. */
    Set<String> names() {
        return features.keySet();
    }

    String description(final String feature) {
        return features.get(feature).getAttribute("description");
    }

    /** Those features of this file that a feature takes in, directly or by others. */
    Set<String> includedIn(final String feature) {
        final Set<String> included = new LinkedHashSet<>();
        collect(feature, included);
        return included;
    }

    private void collect(final String feature, final Set<String> included) {
        for (final Element each : elements(features.get(feature), FEATURE)) {
            final String name = each.getTextContent().strip();
            // What is only there to be chosen may not be chosen.
            if (!Boolean.parseBoolean(each.getAttribute("dependency")) && features.containsKey(name) && included.add(name)) {
                collect(name, included);
            }
        }
    }

    void addBundles(final String feature, final List<MavenName> bundles) {
        for (final MavenName bundle : bundles) {
            final Element element = document.createElementNS(document.getDocumentElement().getNamespaceURI(), "bundle");
            element.setTextContent(bundle.url());
            features.get(feature).appendChild(element);
        }
    }

    void write(final Path file) throws IOException {
        try {
            final Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "yes");
            transformer.setOutputProperty("{http://xml.apache.org/xslt}indent-amount", "2");
            transformer.transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (final TransformerException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void stripBlanks(final Element element) {
        children(element).filter(node -> node.getNodeType() == Node.TEXT_NODE && node.getTextContent().isBlank()).toList().forEach(element::removeChild);
        children(element).filter(Element.class::isInstance).map(Element.class::cast).forEach(KarafFeatures::stripBlanks);
    }

    private static List<Element> elements(final Element parent, final String name) {
        return children(parent).filter(Element.class::isInstance).map(Element.class::cast).filter(element -> element.getTagName().equals(name)).toList();
    }

    private static Stream<Node> children(final Element parent) {
        final NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).toList().stream();
    }
}
