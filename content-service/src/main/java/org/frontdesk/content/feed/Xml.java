package org.frontdesk.content.feed;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements one after another, escapes their text, and removes characters that XML 1.0 does not allow. */
final class Xml {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    interface Children {
        void write() throws XMLStreamException;
    }

    Xml() {
        try {
            writer = FACTORY.createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    Xml element(String name, Map<String, String> attributes, Children children) {
        try {
            writer.writeStartElement(name);
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                writer.writeAttribute(attribute.getKey(), allowed(attribute.getValue()));
            }
            children.write();
            writer.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    Xml element(String name, Map<String, String> attributes, String text) {
        return element(name, attributes, () -> writer.writeCharacters(allowed(text)));
    }

    Xml element(String name, String text) {
        return element(name, Map.of(), text);
    }

    Xml empty(String name, Map<String, String> attributes) {
        return element(name, attributes, () -> {});
    }

    private static String allowed(String value) {
        return value.replaceAll("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "");
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
